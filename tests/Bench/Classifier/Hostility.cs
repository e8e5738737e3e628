using System.Diagnostics;
using Router.Triage;

namespace Router.Bench.Classifier;

/// <summary>How long the whole decision, reasons included, takes for texts that were made to cost time.</summary>
internal static class Hostility
{
    private const int Runs = 5;
    private const double MostMilliseconds = 50;

    public static int Run()
    {
        var classifier = new ModelClassifier(new(ModelInUse.Shipped), new());
        classifier.Classify("Warm up", "Please change my address. The app crashes! <b>Can you add a button?</b>");
        (string Name, double Milliseconds)[] figures = [.. HostileTexts.All.Select(text => (text.Key, BestOf(classifier, text.Value)))];
        Console.WriteLine("| hostile text of 64 KiB, as subject and as body | best of five, ms |");
        Console.WriteLine("|---|---|");
        foreach (var (name, milliseconds) in figures.OrderByDescending(figure => figure.Milliseconds))
            Console.WriteLine(FormattableString.Invariant($"| {name} | {milliseconds:F2} |"));
        return figures.All(figure => figure.Milliseconds <= MostMilliseconds) ? 0 : 1;
    }

    private static double BestOf(ModelClassifier classifier, string text) =>
        Enumerable.Range(0, Runs).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            classifier.Classify(text, text);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
}
