namespace Router.Triage.Training;

/// <summary>Trains one class against the rest: an L2-regularised support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al. 2008, the method of LIBLINEAR's solver 1).</summary>
internal static class SupportVectorTrainer
{
    private const float Tolerance = 0.05f;

    /// <param name="rows">What to learn from.</param>
    /// <param name="isClass">For each row whether it is of the class.</param>
    /// <param name="cost">For each row what an error on it costs.</param>
    /// <param name="buckets">Length of the weights.</param>
    /// <param name="leeway">How easily each weight moves; all alike where it is null.</param>
    /// <param name="mostRounds">After so many passes over the rows it is good enough.</param>
    /// <returns>The weights and the constant.</returns>
    public static (float[] Weights, float Bias) Train(WeighedRow[] rows, bool[] isClass, float[] cost, int buckets, float[]? leeway, int mostRounds) =>
        Descend((new float[buckets], 0), rows, isClass, cost, null, leeway, mostRounds, CancellationToken.None);

    /// <summary>Goes on from weights that were learnt before: the less they move the better, as otherwise the smaller they are.</summary>
    /// <param name="start">Changed.</param>
    /// <param name="rows">What to learn from.</param>
    /// <param name="isClass">For each row whether it is of the class.</param>
    /// <param name="cost">For each row what an error on it costs.</param>
    /// <param name="margins">How far on its own side each row shall lie; 1 where it is learnt from as usual.</param>
    /// <param name="mostRounds">After so many passes over the rows it is good enough.</param>
    /// <param name="cancellationToken">Heeded between two passes.</param>
    public static (float[] Weights, float Bias) Teach(
        (float[] Weights, float Bias) start, WeighedRow[] rows, bool[] isClass, float[] cost, float[] margins, int mostRounds, CancellationToken cancellationToken) =>
        Descend(start, rows, isClass, cost, margins, null, mostRounds, cancellationToken);

    private static (float[] Weights, float Bias) Descend(
        (float[] Weights, float Bias) start, WeighedRow[] rows, bool[] isClass, float[] cost, float[]? margins, float[]? leeway, int mostRounds, CancellationToken cancellationToken)
    {
        var (weights, bias) = start;
        var dual = new float[rows.Length];
        var lengths = Array.ConvertAll(rows, row => row.SquaredLength(leeway));
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var random = new Random(17);
        for (var round = 0; round < mostRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Shuffle(order);
            var worst = 0f;
            foreach (var index in order)
            {
                var sign = isClass[index] ? 1f : -1f;
                var damping = 0.5f / cost[index];
                var gradient = (sign * (rows[index].Dot(weights) + bias)) - (margins?[index] ?? 1) + (damping * dual[index]);
                var projected = dual[index] == 0 ? Math.Min(gradient, 0) : gradient;
                worst = Math.Max(worst, Math.Abs(projected));
                if (Math.Abs(projected) < 1e-6f)
                    continue;
                var updated = Math.Max(0, dual[index] - (gradient / (lengths[index] + damping)));
                var step = (updated - dual[index]) * sign;
                dual[index] = updated;
                bias += step;
                rows[index].AddTo(weights, step, leeway);
            }

            if (worst < Tolerance)
                break;
        }

        return (weights, bias);
    }
}
