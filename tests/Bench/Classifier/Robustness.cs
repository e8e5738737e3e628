using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>How often a change that should not matter changes the answer.</summary>
internal static class Robustness
{
    public static int Run(TriageModel model, IReadOnlyList<TrainingRow> rows)
    {
        Console.WriteLine("| change | flips | at most | flips of what is routed | accuracy after |");
        Console.WriteLine("|---|---|---|---|---|");
        var missed = 0;
        foreach (var (change, flips, routed, accuracy) in Measure(model, rows))
        {
            missed += flips > change.MostFlips ? 1 : 0;
            Console.WriteLine(FormattableString.Invariant($"| {change.Name} | {flips:P1}{(flips > change.MostFlips ? " **missed**" : "")} | {change.MostFlips:P0} | {routed:P1} | {accuracy:F3} |"));
        }

        Console.WriteLine();
        Console.WriteLine($"{Changes.All.Count - missed} of {Changes.All.Count} within their limits, {rows.Count} messages each.");
        return 0;
    }

    /// <summary>For each change the share of messages whose likeliest kind changes, the share of those that go without a person to one place before and to another after, and the accuracy after.</summary>
    public static IEnumerable<(Change Change, double Flips, double Routed, double Accuracy)> Measure(TriageModel model, IReadOnlyList<TrainingRow> rows)
    {
        var before = rows.Select(row => Judge(model, row.Title, row.Body)).ToArray();
        foreach (var change in Changes.All)
        {
            var (flips, routed, right) = (0, 0, 0);
            for (var index = 0; index < rows.Count; index++)
            {
                var (subject, text) = change.Apply(rows[index].Title, rows[index].Body, new Random(index));
                var (kind, isUnclear) = Judge(model, subject, text);
                flips += kind != before[index].Kind ? 1 : 0;
                routed += kind != before[index].Kind && !isUnclear && !before[index].IsUnclear ? 1 : 0;
                right += kind == rows[index].KindIndex ? 1 : 0;
            }

            yield return (change, (double)flips / rows.Count, (double)routed / rows.Count, (double)right / rows.Count);
        }
    }

    private static (int Kind, bool IsUnclear) Judge(TriageModel model, string subject, string text)
    {
        var words = OwnWords.Read(subject, text);
        var probabilities = ModelClassifier.Judge(model, words);
        return (Classes.All.IndexOf(KindNames.Of(probabilities.Likeliest)), ModelClassifier.IsUnclear(words, probabilities, model.Card.Figures.ThresholdFor(new TriageOptions().Coverage)));
    }
}
