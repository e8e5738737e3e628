using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>Ours beside fastText and ML.NET: trained on the same rows and judged by the same rows in one run.</summary>
internal static class Comparison
{
    public static async Task<int> RunAsync(IReadOnlyList<TrainingRow> training, IReadOnlyList<TrainingRow> test)
    {
        var folder = Directory.CreateTempSubdirectory("router-compare").FullName;
        try
        {
            IRival[] rivals = [new Ours(folder), new FastText(folder, 2_000_000), new FastText(folder, 100_000), new MachineLearningNet(folder)];
            Console.WriteLine($"Trained on {training.Count} rows, judged by {test.Count} others.");
            Console.WriteLine();
            Console.WriteLine("| classifier | accuracy | macro F1 | µs per message, mean | load, ms | size, MB | training, s |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            foreach (var rival in rivals)
                Print(rival.Name, await rival.MeasureAsync(training, test), test);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static double BestOfThree(Action load) => Enumerable.Range(0, 3).Min(_ =>
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        load();
        return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    });

    private static void Print(string name, RivalFigures figures, IReadOnlyList<TrainingRow> test)
    {
        var right = test.Where((row, index) => row.KindIndex == figures.Predicted[index]).Count();
        var macro = Enumerable.Range(0, Classes.Kinds.Length).Average(part => F1(figures.Predicted, test, part));
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {(double)right / test.Count:F4} | {macro:F4} | {figures.MicrosecondsPerMessage:F1} | {figures.LoadMilliseconds:F1} | {figures.Bytes / 1048576.0:F2} | {figures.TrainingSeconds:F1} |"));
    }

    private static double F1(int[] predicted, IReadOnlyList<TrainingRow> test, int part)
    {
        var right = predicted.Where((guess, index) => guess == part && test[index].KindIndex == part).Count();
        var named = predicted.Count(guess => guess == part) + test.Count(row => row.KindIndex == part);
        return named == 0 ? 0 : 2.0 * right / named;
    }
}
