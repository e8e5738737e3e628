namespace Router.Triage.Training;

/// <param name="Bits">The model has 2 to this power buckets, 12 to 22; a bucket takes one byte and one for each class.</param>
/// <param name="Cost">What an error costs beside a large weight; greater fits the rows more closely.</param>
/// <param name="Folds">Into how many parts the rows are split for judging and calibrating; each is judged by a model of the others.</param>
internal sealed record TrainingSettings(int Bits, float Cost, int Folds)
{
    public static TrainingSettings Default { get; } = new(Bits: 19, Cost: 2, Folds: 5);
}
