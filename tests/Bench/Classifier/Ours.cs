using System.Diagnostics;
using Router.Requests;
using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>The classifier of this project, trained anew as `router train` does.</summary>
internal sealed class Ours(string folder) : IRival
{
    private const int Passes = 20;

    public string Name => "ours";

    public Task<RivalFigures> MeasureAsync(IReadOnlyList<TrainingRow> training, IReadOnlyList<TrainingRow> test)
    {
        var file = Path.Combine(folder, "ours.model");
        var watch = Stopwatch.StartNew();
        var model = TriageModelTrainer.Train(training, TrainingSettings.Default).Model;
        using (var stream = File.Create(file))
            ModelFile.Write(model, stream);
        var seconds = watch.Elapsed.TotalSeconds;
        var load = Comparison.BestOfThree(() => ModelFile.Load(file));
        int[] predicted = [.. test.Select(row => Predict(model, row))];
        var started = Stopwatch.GetTimestamp();
        for (var pass = 0; pass < Passes; pass++)
            foreach (var row in test)
                Predict(model, row);
        var each = Stopwatch.GetElapsedTime(started).TotalMicroseconds / (Passes * test.Count);
        return Task.FromResult(new RivalFigures(predicted, each, load, new FileInfo(file).Length, seconds));
    }

    private static int Predict(TriageModel model, TrainingRow row) =>
        ModelClassifier.Judge(model, OwnWords.Read(row.Title, row.Body)).Likeliest switch { RequestKind.Doing => 0, RequestKind.Building => 1, _ => 2 };
}
