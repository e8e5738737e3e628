using System.Globalization;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>Makes the report of judged rows.</summary>
internal static class EvaluationReporter
{
    private const int MostErrors = 20;

    public static EvaluationReport Report(IReadOnlyList<TrainingRow> rows, IReadOnlyList<Judgement> kinds, IReadOnlyList<Judgement> severities)
    {
        var names = rows.Any(row => row.Kind == Classes.Nothing) ? Classes.All : Classes.Kinds;
        var all = new Evaluation(kinds, names.Length);
        var judged = rows.Zip(kinds).ToList();
        var hard = judged.Where(pair => pair.First.Hard).ToList();
        return new(
            kinds.Count,
            Round(all.Accuracy),
            Round(all.MacroF1),
            Round(all.CalibrationError),
            new Dictionary<string, double> { ["100"] = Round(all.AccuracyAt(1)), ["90"] = Round(all.AccuracyAt(0.9)), ["80"] = Round(all.AccuracyAt(0.8)) },
            names.Select((name, part) => (name, part)).ToDictionary(
                kind => kind.name,
                kind => new ClassReport(Round(all.Precision(kind.part)), Round(all.Recall(kind.part)), Round(all.F1(kind.part)))),
            all.Confusion)
        {
            HardAccuracy = hard.Count > 0 ? Round(Accuracy(hard)) : null,
            LanguageAccuracy = By(judged, row => row.Lang, Accuracy),
            GroupMacroF1 = WithMean(By(judged, row => row.Group, pairs => new Evaluation([.. pairs.Select(pair => pair.Second)], names.Length).MacroF1)),
            Severity = severities.Count > 0 ? Report(new Evaluation(severities, Classes.Severities.Length)) : null,
            WorstErrors = [.. WorstOf(judged).Take(MostErrors)],
        };
    }

    private static SeverityReport Report(Evaluation severity) =>
        new(severity.Count, Round(severity.Accuracy), Round(severity.WithinOneStep), severity.Confusion);

    private static IEnumerable<WorstError> WorstOf(List<(TrainingRow First, Judgement Second)> judged) =>
        from pair in judged.Select((pair, number) => (Row: pair.First, Judgement: pair.Second, Number: number + 1))
        where !pair.Judgement.IsRight
        orderby pair.Judgement.Confidence descending
        select new WorstError(
            pair.Row.Id?.ToString() ?? pair.Number.ToString(CultureInfo.InvariantCulture),
            pair.Row.Kind,
            Classes.All[pair.Judgement.Guess],
            Round(pair.Judgement.Confidence));

    private static Dictionary<string, double>? By(
        List<(TrainingRow First, Judgement Second)> judged, Func<TrainingRow, string?> key, Func<List<(TrainingRow First, Judgement Second)>, double> figure)
    {
        var groups = judged.GroupBy(pair => key(pair.First)).Where(group => group.Key is not null).ToDictionary(group => group.Key!, group => Round(figure([.. group])));
        return groups.Count > 1 ? groups : null;
    }

    private static Dictionary<string, double>? WithMean(Dictionary<string, double>? groups) =>
        groups is null ? null : new(groups) { ["mean"] = Round(groups.Values.Average()) };

    private static double Accuracy(List<(TrainingRow First, Judgement Second)> pairs) => pairs.Average(pair => pair.Second.IsRight ? 1.0 : 0);

    private static double Round(double share) => Math.Round(share, 4);
}
