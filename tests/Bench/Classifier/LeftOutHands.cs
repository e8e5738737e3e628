using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>Trains without one hand's rows and judges these, hand by hand: what the model is worth on people whom it never read. For choosing settings; the frozen set is for nothing but the final word.</summary>
internal static class LeftOutHands
{
    private const int MostChanged = 200;

    public static int Run(string folder, string[] hands)
    {
        var files = Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileNameWithoutExtension(file)["hand-".Length..], TrainingFile.Read);
        var sums = new double[Changes.All.Count];
        var judged = 0;
        foreach (var hand in hands.Length > 0 ? hands : [.. files.Keys])
        {
            var model = TriageModelTrainer.TrainKindOnly([.. files.Where(file => file.Key != hand).SelectMany(file => file.Value)], TrainingSettings.Default);
            var rows = files[hand];
            var report = EvaluateCommand.Evaluate(model, rows);
            var lost = rows.Where(row => row.Kind != Classes.Nothing).Select(row => ModelClassifier.Judge(model, OwnWords.Read(row.Title, row.Body))).ToList();
            Console.WriteLine(FormattableString.Invariant(
                $"hand {hand}: {rows.Count} rows, accuracy {report.Accuracy:F3}, hard {report.HardAccuracy:F3}, asks taken for nothing {lost.Count(one => one.AsksNothing)} of {lost.Count}"));
            if (lost.Count == 0)
                continue;
            var some = rows.Where((_, index) => index % Math.Max(1, rows.Count / MostChanged) == 0).ToList();
            if (rows.All(row => row.Hard))
                continue;
            var number = 0;
            foreach (var measured in Robustness.Measure(model, some))
                sums[number++] += measured.Flips;
            judged++;
        }

        foreach (var (change, sum) in Changes.All.Zip(sums))
            Console.WriteLine(FormattableString.Invariant($"  {change.Name}: {sum / Math.Max(1, judged):P1}"));
        return 0;
    }
}
