using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>ML.NET as its guides begin: FeaturizeText and SdcaMaximumEntropy with their defaults.</summary>
internal sealed class MachineLearningNet(string folder) : IRival
{
    private const int Passes = 5;

    public string Name => "ML.NET (FeaturizeText, SdcaMaximumEntropy)";

    public Task<RivalFigures> MeasureAsync(IReadOnlyList<TrainingRow> training, IReadOnlyList<TrainingRow> test)
    {
        var file = Path.Combine(folder, "ml.zip");
        var context = new MLContext(seed: 1);
        var rows = context.Data.LoadFromEnumerable(training.Select(ToText));
        var watch = Stopwatch.StartNew();
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", nameof(LabelledText.Kind))
            .Append(context.Transforms.Text.FeaturizeText("Features", nameof(LabelledText.Text)))
            .AppendCacheCheckpoint(context)
            .Append(context.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(context.Transforms.Conversion.MapKeyToValue(nameof(GuessedKind.PredictedLabel)));
        var model = pipeline.Fit(rows);
        context.Model.Save(model, rows.Schema, file);
        var seconds = watch.Elapsed.TotalSeconds;
        var load = Comparison.BestOfThree(() => new MLContext().Model.Load(file, out _));
        using var engine = context.Model.CreatePredictionEngine<LabelledText, GuessedKind>(model);
        LabelledText[] texts = [.. test.Select(ToText)];
        int[] predicted = [.. texts.Select(text => Classes.Kinds.IndexOf(engine.Predict(text).PredictedLabel))];
        var started = Stopwatch.GetTimestamp();
        for (var pass = 0; pass < Passes; pass++)
            foreach (var text in texts)
                engine.Predict(text);
        var each = Stopwatch.GetElapsedTime(started).TotalMicroseconds / (Passes * texts.Length);
        return Task.FromResult(new RivalFigures(predicted, each, load, new FileInfo(file).Length, seconds));
    }

    private static LabelledText ToText(TrainingRow row) => new() { Kind = row.Kind, Text = $"{row.Title}\n{row.Body}" };

    // ML.NET reads columns from public properties.
    private sealed class LabelledText
    {
        public string Kind { get; set; } = "";

        public string Text { get; set; } = "";
    }

    private sealed class GuessedKind
    {
        [ColumnName("PredictedLabel")]
        public string PredictedLabel { get; set; } = "";
    }
}
