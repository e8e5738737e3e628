using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>
/// Teaches a finished model what persons decided, in seconds: its weights move only as far as decisions ask, and messages that it already knows hold them where they are.
/// The filter of sentences, the rareness of words and the calibrations stay those of the model.
/// </summary>
/// <param name="settings">Those that the model was trained with.</param>
/// <param name="group">Whose own wording it shall read where it is in use; the decided rows name it too.</param>
internal sealed class CorrectionTrainer(TriageModel model, TrainingSettings settings, string group)
{
    /// <summary>The name of the model that these decisions make.</summary>
    public string NameOf(IReadOnlyList<TrainingRow> decided) => ModelName.Of($"{model.Card.Name} {settings}", decided);

    /// <param name="decided">What persons said.</param>
    /// <param name="known">Rows that the model was trained with: of those it does not forget more than these decisions cost.</param>
    /// <param name="cancellationToken">Heeded between two passes over the rows.</param>
    public TriageModel Teach(IReadOnlyList<TrainingRow> decided, IReadOnlyList<TrainingRow> known, CancellationToken cancellationToken)
    {
        TrainingRow[] rows = [.. decided, .. known];
        // The app goes on serving beside it.
        var beside = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount - 1), CancellationToken = cancellationToken };
        var whole = new FeatureMatrix(rows, settings.Features, parallel: beside);
        var asked = model.Asks is null ? whole : new FeatureMatrix(rows, settings.Features, model.Asks, beside);
        var kind = Teach(model.Kind, asked, rows, decided.Count, model.Kind.Weights.Classes == Classes.Kinds.Length ? LearningTask.Kind : LearningTask.KindOrNothing, cancellationToken);
        var severity = model.Severity is null ? null : Teach(model.Severity, whole, rows, decided.Count, LearningTask.Severity, cancellationToken);
        var nothing = model.Nothing is null ? null : Teach(model.Nothing, whole, rows, decided.Count, LearningTask.Nothing, cancellationToken);
        var card = model.Card with { Name = NameOf(decided), Rows = model.Card.Rows + decided.Count, Group = group };
        return model with { Card = card, Kind = kind, Severity = severity, Nothing = nothing };
    }

    private CalibratedModel Teach(
        CalibratedModel part, FeatureMatrix features, TrainingRow[] rows, int decided, LearningTask task, CancellationToken cancellationToken)
    {
        int[] teaching = [.. Enumerable.Range(0, rows.Length).Where(row => task.ClassOf(rows[row]) is >= 0 and var of && of < task.Classes)];
        var weights = part.Weights;
        var rareness = WeightTable.RarenessOf(weights);
        WeighedRow[] weighed = [.. teaching.Select(row => WeighedRow.Of(features[row], rareness, weights.Bits))];
        float[] cost = [.. teaching.Select(row => settings.Cost * rows[row].Weight)];
        var taught = new (float[] Weights, float Bias)[task.Classes];
        for (var each = 0; each < task.Classes; each++)
        {
            bool[] isClass = [.. teaching.Select(row => task.ClassOf(rows[row]) == each)];
            var start = WeightTable.WeightsOf(weights, each);
            float[] margins = [.. teaching.Select((row, index) => row < decided ? 1 : Math.Min(1, (isClass[index] ? 1 : -1) * (weighed[index].Dot(start.Weights) + start.Bias)))];
            taught[each] = SupportVectorTrainer.Teach(start, weighed, isClass, cost, margins, settings.Rounds, cancellationToken);
        }

        return part with { Weights = WeightTable.Pack(weights.Features, taught, weights.Bits, rareness, weights.LargestWeight) };
    }
}
