namespace Router.Triage.Model;

/// <summary>Scores and what they mean as probabilities.</summary>
internal sealed record CalibratedModel(LinearModel Weights, Calibration Calibration)
{
    // One scratch for each thread: a message is read from beginning to end on one.
    [ThreadStatic]
    private static FeatureCounts? scratch;

    /// <param name="message">Folded.</param>
    /// <param name="tenant">Whose own wording counts beside everybody's; see <see cref="TenantFeatures"/>.</param>
    /// <param name="probabilities">One for each class, overwritten.</param>
    public void Classify(in FoldedMessage message, uint tenant, Span<float> probabilities)
    {
        Span<float> scores = stackalloc float[Weights.Classes];
        Weights.Score(message, tenant, scratch ??= new(), scores);
        Calibration.Apply(scores, probabilities);
    }
}
