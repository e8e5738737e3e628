using Router.Triage.Model;
using Router.Triage.Training;

namespace Router.Triage.Learning;

/// <summary>What every retraining begins with.</summary>
/// <param name="Model">The shipped one, which is taught and never changed.</param>
/// <param name="ReadRows">What it was trained on; read when they are needed, and not kept: they take room.</param>
/// <param name="Settings">Those that it was trained with.</param>
internal sealed record ShippedTraining(TriageModel Model, Func<IReadOnlyList<TrainingRow>> ReadRows, TrainingSettings Settings)
{
    private const int MostKnown = 3_000;
    private const int MostJudged = 1_500;
    private const int Seed = 17;

    public static ShippedTraining OfThisProgram { get; } = new(ModelInUse.Shipped, ShippedRows.Read, TrainingSettings.Default);

    /// <summary>Some rows that hold the model where it is while it is taught, and some others that show what it forgot.</summary>
    public static (IReadOnlyList<TrainingRow> Known, IReadOnlyList<TrainingRow> Judged) Split(IReadOnlyList<TrainingRow> rows)
    {
        TrainingRow[] shuffled = [.. rows];
        new Random(Seed).Shuffle(shuffled);
        var known = Math.Min(MostKnown, rows.Count / 2);
        return (shuffled[..known], shuffled[known..Math.Min(rows.Count, known + MostJudged)]);
    }
}
