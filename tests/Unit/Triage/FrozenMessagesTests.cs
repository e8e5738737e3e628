using System.Text.RegularExpressions;
using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Unit.Triage;

/// <summary>The shipped model on messages that nobody trained on or tuned to, written by other hands; the bounds are what the product promises.</summary>
public sealed partial class FrozenMessagesTests
{
    private static readonly List<TrainingRow> Frozen = TrainingFile.Read(Path.Combine(AppContext.BaseDirectory, "Data", "Frozen", "messages.jsonl"));
    private static readonly List<TrainingRow> Training = TrainingFile.Read(Path.Combine(AppContext.BaseDirectory, "Data", "Training"));

    private readonly EvaluationReport report = EvaluateCommand.Evaluate(ModelInUse.Shipped, Frozen);

    [Fact]
    public void Evaluate_Kinds_AsPromised()
    {
        Assert.True(report.Rows >= 500);
        Assert.InRange(report.Accuracy, 0.85, 1);
        Assert.InRange(report.MacroF1, 0.85, 1);
        Assert.InRange(report.AccuracyAt["80"], 0.92, 1);
        Assert.InRange(report.CalibrationError, 0, 0.04);
        Assert.InRange(report.HardAccuracy!.Value, 0.70, 1);
    }

    [Fact]
    public void Evaluate_OtherLanguages_AsPromised() =>
        Assert.InRange(EvaluateCommand.Evaluate(ModelInUse.Shipped, [.. Frozen.Where(row => row.Lang != "en")]).Accuracy, 0.75, 1);

    [Fact]
    public void Evaluate_Severity_AsPromised()
    {
        Assert.True(report.Severity!.Rows >= 150);
        Assert.InRange(report.Severity.Exact, 0.70, 1);
        Assert.InRange(report.Severity.WithinOneStep, 0.95, 1);
    }

    [Fact]
    public void Messages_Training_EnoughOfEach()
    {
        Assert.True(Training.Count >= 3_000);
        Assert.True(Training.Count(row => row.Hard) >= 600);
        Assert.All(Classes.Kinds, kind => Assert.True(Training.Count(row => row.Kind == kind) >= 900));
        Assert.All(["en", "de", "fr", "es", "pt", "it"], language => Assert.True(Training.Count(row => row.Lang == language) >= 100));
    }

    [Fact]
    public void Messages_Frozen_NotAmongTheTraining()
    {
        var learnt = Training.Select(Words).ToList();

        Assert.DoesNotContain(Frozen, row => Words(row) is var words && learnt.Exists(other => Overlap(words, other) > 0.8));
    }

    private static HashSet<string> Words(TrainingRow row) => [.. Word().Matches($"{row.Title} {row.Body}".ToUpperInvariant()).Select(word => word.Value)];

    private static double Overlap(HashSet<string> first, HashSet<string> second)
    {
        var shared = first.Count(second.Contains);
        return (double)shared / Math.Max(1, first.Count + second.Count - shared);
    }

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
