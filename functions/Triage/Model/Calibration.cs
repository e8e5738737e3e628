namespace Router.Triage.Model;

/// <summary>Turns a model's scores into probabilities that mean what they say: softmax(sharpness × score + shift).</summary>
/// <param name="Sharpness">Above 1 where scores are too timid, under 1 where they are too bold.</param>
/// <param name="Shift">One for each class.</param>
internal sealed record Calibration(float Sharpness, float[] Shift)
{
    public void Apply(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        var highest = float.NegativeInfinity;
        for (var index = 0; index < scores.Length; index++)
        {
            probabilities[index] = (Sharpness * scores[index]) + Shift[index];
            highest = Math.Max(highest, probabilities[index]);
        }

        var sum = 0f;
        for (var index = 0; index < scores.Length; index++)
            sum += probabilities[index] = MathF.Exp(probabilities[index] - highest);
        for (var index = 0; index < scores.Length; index++)
            probabilities[index] /= sum;
    }
}
