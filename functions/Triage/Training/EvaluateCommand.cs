using System.Text.Json;
using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage.Training;

/// <summary>Judges a model on labelled messages.</summary>
internal static class EvaluateCommand
{
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output)
    {
        var given = new CommandArguments(arguments, "--model", "--data", "--train", "--folds", "--seed", "--bits", "--cost");
        if (given["--train"] is { } training)
            return CrossValidate(training, given, output);
        var model = given["--model"] is { } path ? ModelFile.Load(path) : ModelInUse.Shipped;
        var rows = TrainingFile.Read(given.Required("--data"));
        output.WriteLine(JsonSerializer.Serialize(Evaluate(model, rows), ReportJsonContext.Default.EvaluationReport));
        return 0;
    }

    private static int CrossValidate(string path, CommandArguments given, TextWriter output)
    {
        if (given["--model"] is not null || given["--data"] is not null)
            throw new CommandException("--train judges each part of its rows by models of the others, so --model and --data must be left out.");
        // A kind is asked for here; what asks nothing has none.
        var rows = TrainingFile.Read(path).Where(row => row.Kind != Classes.Nothing).ToList();
        var judgements = TriageModelTrainer.Judge(rows, TrainCommand.ReadSettings(given, TrainingSettings.For(rows)));
        output.WriteLine(JsonSerializer.Serialize(EvaluationReporter.Report(rows, judgements, []), ReportJsonContext.Default.EvaluationReport));
        return 0;
    }

    public static EvaluationReport Evaluate(TriageModel model, IReadOnlyList<TrainingRow> rows) =>
        EvaluationReporter.Report(rows, [.. rows.Select(row => JudgeKind(model, row))], [.. rows.Select(row => JudgeSeverity(model, row)).OfType<Judgement>()]);

    private static Judgement JudgeKind(TriageModel model, TrainingRow row)
    {
        var probabilities = ModelClassifier.Judge(model, OwnWords.Read(row.Title, row.Body), row.Group);
        return Judgement.Of(row.KindIndex, [(float)probabilities.Doing, (float)probabilities.Building, (float)probabilities.Fixing, (float)probabilities.Nothing]);
    }

    private static Judgement? JudgeSeverity(TriageModel model, TrainingRow row) =>
        row.SeverityIndex < 0 || model.Severity is not { } part ? null : Judgement.OfLadder(row.SeverityIndex, SeverityPolicy.Judge(part, OwnWords.Read(row.Title, row.Body), TenantFeatures.SaltOf(row.Group ?? model.Card.Group)));
}
