using System.Diagnostics;
using System.Text.Json;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <param name="Model">The new model's name.</param>
/// <param name="Seconds">How long reading, training and judging took.</param>
/// <param name="CrossValidation">Each row judged by a model that saw none of its fold.</param>
internal sealed record TrainReport(string Model, double Seconds, EvaluationReport CrossValidation);

/// <summary>Trains a model from labelled messages and says how good it is.</summary>
internal static class TrainCommand
{
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output)
    {
        var given = new CommandArguments(arguments, "--data", "--out", "--bits", "--cost", "--folds", "--rows");
        var (data, path, defaults) = (given.Required("--data"), given.Required("--out"), TrainingSettings.Default);
        var settings = new TrainingSettings(
            (int)given.Number("--bits", defaults.Bits, 12, 22), (float)given.Number("--cost", defaults.Cost, 0.001, 1000), (int)given.Number("--folds", defaults.Folds, 2, 100));
        var watch = Stopwatch.StartNew();
        var rows = TrainingFile.Read(data);
        var trained = TriageModelTrainer.Train(rows, settings);
        using (var stream = File.Create(path))
            ModelFile.Write(trained.Model, stream);
        if (given["--rows"] is { } packed)
            ShippedRows.Write(rows, packed);
        var report = new TrainReport(
            trained.Model.Card.Name, Math.Round(watch.Elapsed.TotalSeconds, 1), EvaluationReporter.Report(rows, trained.Kinds, trained.Severities));
        output.WriteLine(JsonSerializer.Serialize(report, ReportJsonContext.Default.TrainReport));
        return 0;
    }
}
