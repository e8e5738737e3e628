using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>Between the weights that are learnt and the bytes in which a model keeps them.</summary>
internal static class WeightTable
{
    /// <param name="least">What the greatest step stands for, at least: weights that have not changed then keep their bytes.</param>
    public static LinearModel Pack(FeatureSet features, (float[] Weights, float Bias)[] parts, int bits, Rareness rareness, float least = 0)
    {
        var largest = Math.Max(least, parts.Max(part => part.Weights.Max(MathF.Abs)));
        var stride = parts.Length + 1;
        var table = new byte[stride << bits];
        for (var bucket = 0; bucket < 1 << bits; bucket++)
        {
            table[bucket * stride] = rareness.Steps[bucket];
            for (var part = 0; part < parts.Length; part++)
                table[(bucket * stride) + part + 1] = (byte)LinearModel.Compress(largest > 0 ? parts[part].Weights[bucket] / largest : 0);
        }

        return new(features, parts.Length, bits, largest, rareness.Largest, [.. parts.Select(part => part.Bias)], table);
    }

    public static (float[] Weights, float Bias) WeightsOf(LinearModel model, int part)
    {
        var table = model.Table;
        var weights = new float[1 << model.Bits];
        for (var bucket = 0; bucket < weights.Length; bucket++)
            weights[bucket] = LinearModel.Expand((sbyte)table[(bucket * (model.Classes + 1)) + part + 1]) * model.LargestWeight;
        return (weights, model.Bias[part]);
    }

    public static Rareness RarenessOf(LinearModel model)
    {
        var table = model.Table;
        var steps = new byte[1 << model.Bits];
        for (var bucket = 0; bucket < steps.Length; bucket++)
            steps[bucket] = table[bucket * (model.Classes + 1)];
        // In how many rows each stood is not kept; none is too rare to learn from.
        var rows = new int[steps.Length];
        Array.Fill(rows, int.MaxValue);
        return new(steps, model.LargestRareness, rows);
    }
}
