using System.Diagnostics;
using System.Text.Json;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <param name="Model">The new model's name; null where each group was only judged by itself.</param>
/// <param name="Seconds">How long reading, training and judging took.</param>
/// <param name="CrossValidation">Each row judged by a model that saw none of its fold.</param>
internal sealed record TrainReport(string? Model, double Seconds, EvaluationReport CrossValidation);

/// <summary>Trains a model from labelled messages and says how good it is.</summary>
internal static class TrainCommand
{
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output)
    {
        var given = new CommandArguments(arguments, "--data", "--out", "--bits", "--cost", "--folds", "--seed", "--rows", "--per-group");
        var (data, perGroup) = (given.Required("--data"), given["--per-group"] is not null);
        var path = perGroup ? given["--out"] : given.Required("--out");
        if (perGroup && path is not null)
            throw new CommandException("--per-group judges only; it writes no model, so --out must be left out.");
        _ = ReadSettings(given, TrainingSettings.Default);
        var watch = Stopwatch.StartNew();
        var rows = TrainingFile.Read(data);
        var settings = ReadSettings(given, TrainingSettings.For(rows));
        var report = perGroup ? PerGroup.CrossValidate(rows, settings) : Train(rows, settings, path!, given["--rows"]);
        output.WriteLine(JsonSerializer.Serialize(report with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) }, ReportJsonContext.Default.TrainReport));
        return 0;
    }

    private static TrainReport Train(IReadOnlyList<TrainingRow> rows, TrainingSettings settings, string path, string? packed)
    {
        var trained = TriageModelTrainer.Train(rows, settings);
        using (var stream = File.Create(path))
            ModelFile.Write(trained.Model, stream);
        if (packed is not null)
            ShippedRows.Write(rows, packed);
        return new(trained.Model.Card.Name, 0, EvaluationReporter.Report(rows, trained.Kinds, trained.Severities));
    }

    /// <exception cref="CommandException">A number is out of its bounds.</exception>
    public static TrainingSettings ReadSettings(CommandArguments given, TrainingSettings otherwise) => otherwise with
    {
        Bits = (int)given.Number("--bits", otherwise.Bits, 12, 22),
        Cost = (float)given.Number("--cost", otherwise.Cost, 0.001, 1000),
        Folds = (int)given.Number("--folds", otherwise.Folds, 2, 100),
        Seed = (int)given.Number("--seed", otherwise.Seed, 0, int.MaxValue),
    };
}
