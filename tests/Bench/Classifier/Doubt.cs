using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>How well the model knows what asks nothing, and what that costs in asks; totals alone.</summary>
internal static class Doubt
{
    public static int Run(TriageModel model, IReadOnlyList<TrainingRow> rows)
    {
        var threshold = model.Card.Figures.ThresholdFor(new TriageOptions().Coverage);
        var judged = rows.Select(row => (Row: row, Words: OwnWords.Read(row.Title, row.Body))).Select(pair => (pair.Row, pair.Words, Said: ModelClassifier.Judge(model, pair.Words))).ToList();
        var asks = judged.Where(each => each.Row.Kind != Classes.Nothing).ToList();
        var nothing = judged.Where(each => each.Row.Kind == Classes.Nothing).ToList();
        Console.WriteLine("| messages | rows | right kind | right kind and not taken for nothing | taken for nothing | left to a person |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Print("asks", asks);
        Print("hard asks", [.. asks.Where(each => each.Row.Hard)]);
        foreach (var language in asks.GroupBy(each => each.Row.Lang).OrderByDescending(language => language.Count()))
            Print($"asks, {language.Key}", [.. language]);
        Print("nothing asked", nothing);
        return 0;

        void Print(string name, List<(TrainingRow Row, OwnWords Words, Router.Requests.Probabilities Said)> some)
        {
            if (some.Count > 0)
                Console.WriteLine(FormattableString.Invariant(
                    $"| {name} | {some.Count} | {Share(each => KindNames.Of(each.Said.Likeliest) == each.Row.Kind)} | {Share(each => KindNames.Of(each.Said.Likeliest) == each.Row.Kind && !each.Said.AsksNothing)} | {Share(each => each.Said.AsksNothing || each.Words.SaysLittle)} | {Share(each => ModelClassifier.IsUnclear(each.Words, each.Said, threshold))} |"));
            string Share(Func<(TrainingRow Row, OwnWords Words, Router.Requests.Probabilities Said), bool> have) =>
                some.Average(each => have(each) ? 1.0 : 0).ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
