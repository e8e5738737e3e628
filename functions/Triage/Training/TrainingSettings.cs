using Router.Triage.Model;

namespace Router.Triage.Training;

/// <param name="Bits">The model has 2 to this power buckets, 12 to 22; a bucket takes one byte and one for each class.</param>
/// <param name="Cost">What an error costs beside a large weight; greater fits the rows more closely.</param>
/// <param name="Folds">Into how many parts the rows are split for judging and calibrating; each is judged by a model of the others.</param>
internal sealed record TrainingSettings(int Bits, float Cost, int Folds)
{
    /// <summary>For mails and forms.</summary>
    public static TrainingSettings Default { get; } = new(Bits: 19, Cost: 2, Folds: 5);

    /// <summary>For issues: they are longer and more is read of them.</summary>
    public static TrainingSettings Issues { get; } = new(Bits: 21, Cost: 0.5f, Folds: 5) { Features = FeatureSet.Issue, Contrast = 0.7f, Rounds = 12 };

    public FeatureSet Features { get; init; }

    /// <summary>0 to 1: how much sooner what is common in one class and rare in the others gets a weight.</summary>
    public float Contrast { get; init; }

    /// <summary>How often the training passes over the rows at most. Issues have so many features that more passes take minutes and change nothing.</summary>
    public int Rounds { get; init; } = 60;

    /// <summary>Another number splits the rows otherwise.</summary>
    public int Seed { get; init; } = 17;

    /// <summary>What fits such rows.</summary>
    public static TrainingSettings For(IReadOnlyList<TrainingRow> rows) => IssueLayout.IsUsual(rows) ? Issues : Default;
}
