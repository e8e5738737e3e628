using System.Diagnostics;
using System.Globalization;
using Router.Triage;
using Router.Triage.Learning;
using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>How long teaching the shipped model takes at night, when persons contradict it in each decision.</summary>
internal static class Night
{
    private static readonly int[] Decisions = [100, 1_000, 5_000];

    public static int Run()
    {
        var clock = Stopwatch.StartNew();
        var rows = ShippedRows.Read();
        var (known, judged) = ShippedTraining.Split(rows);
        var before = ModelComparison.AccuracyOf(ModelInUse.Shipped, judged);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Reading {rows.Count} shipped rows and judging {judged.Count} of them: {clock.Elapsed.TotalSeconds:0.0} s, {before:0.000} right."));
        Console.WriteLine("| decisions | seconds | shipped messages right | decisions learnt |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var count in Decisions)
        {
            TrainingRow[] decided = [.. rows.Take(count).Select((row, index) => row with { Title = $"zorp {row.Title}", Kind = Classes.Kinds[(index + Math.Max(0, row.KindIndex)) % Classes.Kinds.Length], Group = PastRequest.OwnGroup })];
            clock.Restart();
            var taught = new CorrectionTrainer(ModelInUse.Shipped, TrainingSettings.Default, PastRequest.OwnGroup).Teach(decided, known, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count} | {clock.Elapsed.TotalSeconds:0.0} | {ModelComparison.AccuracyOf(taught, judged):0.000} | {ModelComparison.AccuracyOf(taught, decided):0.000} |"));
        }

        return 0;
    }
}
