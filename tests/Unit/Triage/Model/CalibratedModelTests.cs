using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Unit.Triage.Model;

public sealed class CalibratedModelTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(17u)]
    public void Classify_AfterItHasGrown_AllocatesNothing(uint tenant)
    {
        var probabilities = new float[Classes.All.Length];
        using var message = new FoldedMessage("Export", "Since this morning the export stops at 40 %. Is there a way around it?");
        ModelInUse.Shipped.Kind.Classify(message, tenant, probabilities);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ModelInUse.Shipped.Kind.Classify(message, tenant, probabilities);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, probabilities.Sum(), 4);
    }

    [Fact]
    public void Score_Kinds_WhatTheTableSays()
    {
        var model = ModelInUse.Shipped.Kind.Weights;
        var counts = new FeatureCounts();
        using var message = OwnWords.Read("Export", "The export fails since Monday with error 500. Can you add a retry?").Fold(model.Features);
        Span<float> scores = stackalloc float[Classes.All.Length];

        model.Score(message, 0, counts, scores);

        Span<float> expected = stackalloc float[Classes.All.Length];
        model.Bias.CopyTo(expected);
        foreach (var group in FeatureExtractor.Groups(model.Features))
            AddGroup(model, group, message, counts, expected);
        for (var part = 0; part < scores.Length; part++)
            Assert.Equal(expected[part], scores[part], 1e-4);
    }

    private static void AddGroup(LinearModel model, FeatureGroup group, in FoldedMessage message, FeatureCounts counts, Span<float> scores)
    {
        FeatureExtractor.Extract(group, message, counts);
        var (sums, squares) = (new float[scores.Length], 0f);
        for (var index = 0; index < counts.Distinct; index++)
        {
            var row = model.Table.Slice((int)(counts[index].Hash >> (32 - model.Bits)) * (scores.Length + 1), scores.Length + 1);
            var value = LinearModel.Dampen(counts[index].Count) * row[0] / 255f * model.LargestRareness;
            squares += value * value;
            for (var part = 0; part < scores.Length; part++)
                sums[part] += value * LinearModel.Expand((sbyte)row[part + 1]) * model.LargestWeight;
        }

        for (var part = 0; part < scores.Length && squares > 0; part++)
            scores[part] += sums[part] * FeatureExtractor.Weight(model.Features, group) / MathF.Sqrt(squares);
    }
}
