using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>Fits a calibration to scores that were given to messages unseen in training: the likeliest sharpness and shifts, by gradient descent on the convex loss.</summary>
internal static class CalibrationFitter
{
    private const int Rounds = 400;

    public static Calibration Fit(IReadOnlyList<float[]> scores, IReadOnlyList<int> classes, IReadOnlyList<float> weights)
    {
        var count = scores[0].Length;
        var (sharpness, shift, pace) = (1f, new float[count], 1f);
        var loss = Loss(new(sharpness, shift), scores, classes, weights);
        for (var round = 0; round < Rounds && pace > 1e-5f; round++)
        {
            var (sharpnessSlope, shiftSlope) = Slope(new(sharpness, shift), scores, classes, weights);
            var nextShift = shift.Select((value, index) => value - (pace * shiftSlope[index])).ToArray();
            var next = new Calibration(Math.Max(0.05f, sharpness - (pace * sharpnessSlope)), nextShift);
            var nextLoss = Loss(next, scores, classes, weights);
            if (nextLoss < loss)
                (sharpness, shift, loss, pace) = (next.Sharpness, nextShift, nextLoss, pace * 1.3f);
            else
                pace *= 0.5f;
        }

        return new(sharpness, shift);
    }

    private static double Loss(Calibration calibration, IReadOnlyList<float[]> scores, IReadOnlyList<int> classes, IReadOnlyList<float> weights)
    {
        var probabilities = new float[scores[0].Length];
        var (sum, total) = (0.0, 0.0);
        for (var index = 0; index < scores.Count; index++)
        {
            calibration.Apply(scores[index], probabilities);
            sum -= weights[index] * Math.Log(Math.Max(probabilities[classes[index]], 1e-9f));
            total += weights[index];
        }

        return sum / total;
    }

    private static (float Sharpness, float[] Shift) Slope(
        Calibration calibration, IReadOnlyList<float[]> scores, IReadOnlyList<int> classes, IReadOnlyList<float> weights)
    {
        var (sharpness, shift, total) = (0f, new float[scores[0].Length], 0f);
        var probabilities = new float[shift.Length];
        for (var index = 0; index < scores.Count; index++)
        {
            calibration.Apply(scores[index], probabilities);
            for (var part = 0; part < shift.Length; part++)
            {
                var excess = weights[index] * (probabilities[part] - (classes[index] == part ? 1 : 0));
                shift[part] += excess;
                sharpness += excess * scores[index][part];
            }

            total += weights[index];
        }

        return (sharpness / total, Array.ConvertAll(shift, value => value / total));
    }
}
