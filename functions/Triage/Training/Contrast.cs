namespace Router.Triage.Training;

/// <summary>Features that stand out by themselves, as naive Bayes sees them, may get weights sooner (Wang and Manning 2012, "Baselines and bigrams"): the log of how much likelier a feature is in the class than elsewhere.</summary>
internal static class Contrast
{
    // Seen once more than it was, in the class and elsewhere: what is seen once says little.
    private const float Smoothing = 1;

    /// <returns>For each bucket the square of by how much its values are stretched; as a mean, rows keep their length.</returns>
    public static float[] Measure(WeighedRow[] rows, bool[] isClass, float[] rowWeights, TrainingSettings settings)
    {
        var (inside, outside) = (new float[1 << settings.Bits], new float[1 << settings.Bits]);
        var (insideTotal, outsideTotal) = (2 * Smoothing, 2 * Smoothing);
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row].Count(isClass[row] ? inside : outside, rowWeights[row]);
            if (isClass[row])
                insideTotal += rowWeights[row];
            else
                outsideTotal += rowWeights[row];
        }

        var even = MathF.Log(outsideTotal / insideTotal);
        for (var bucket = 0; bucket < inside.Length; bucket++)
        {
            var ratio = MathF.Abs(MathF.Log((inside[bucket] + Smoothing) / (outside[bucket] + Smoothing)) + even);
            var stretched = 1 - settings.Contrast + (settings.Contrast * ratio);
            inside[bucket] = stretched * stretched;
        }

        var stretch = rows.Sum(row => row.SquaredLength(inside)) / rows.Sum(row => row.SquaredLength(null));
        for (var bucket = 0; bucket < inside.Length; bucket++)
            inside[bucket] /= stretch;
        return inside;
    }
}
