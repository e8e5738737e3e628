using Router.Triage.Training;

namespace Router.Triage.Learning;

/// <summary>What every retraining begins with.</summary>
/// <param name="ReadRows">Read when they are needed, and not kept: they take room.</param>
/// <param name="Accuracy">Of the model that these rows alone make, cross-validated.</param>
internal sealed record ShippedTraining(Func<IReadOnlyList<TrainingRow>> ReadRows, TrainingSettings Settings, double Accuracy)
{
    public static ShippedTraining OfThisProgram { get; } = new(ShippedRows.Read, TrainingSettings.Default, ModelInUse.Shipped.Card.Figures.Accuracy);
}
