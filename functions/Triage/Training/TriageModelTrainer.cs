using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>A trained model, and how it judged the rows that it had not seen while it was cross-validated.</summary>
/// <param name="Model">Learnt from all rows.</param>
/// <param name="Kinds">One for each row, in their order.</param>
/// <param name="Severities">One for each row that names a severity.</param>
internal sealed record TrainedModel(TriageModel Model, IReadOnlyList<Judgement> Kinds, IReadOnlyList<Judgement> Severities);

/// <summary>Trains both parts of a model, each calibrated on messages that the judging model had not seen.</summary>
internal static class TriageModelTrainer
{
    // Fewer rows of a class say nothing about it.
    private const int FewestOfEachClass = 5;

    // With two, fewer answers change with what stands around an ask; each costs half as much time as the training with one.
    private const int VariantsOfEach = 2;

    /// <exception cref="TrainingFileException">A kind has too few rows.</exception>
    public static TrainedModel Train(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        RequireEnough(rows);
        var parts = Parts.Of(rows, settings);
        var (kind, kinds) = TrainPart(parts.Kind, rows, settings);
        (CalibratedModel? Model, float[][] Probabilities) nothing = parts.Nothing is { } teller ? TrainPart(teller, rows, settings with { Bits = settings.Bits - 1 }) : (null, []);
        (CalibratedModel? Model, IReadOnlyList<Judgement> Judgements) severity = HasEnough(rows, LearningTask.Severity) ? TrainSeverity(rows, settings with { Bits = settings.Bits - 1 }) : (null, []);
        var judged = Combine(rows, kinds, nothing.Probabilities);
        var evaluation = new Evaluation(judged, ClassesOf(rows));
        var card = new ModelCard(NameOf(rows, settings), rows.Count, new(evaluation.Accuracy, GroupedF1(rows, judged), evaluation.CalibrationError, ThresholdsOf(judged)));
        return new(new(card, kind, severity.Model) { Nothing = nothing.Model, Asks = parts.Kind.Asks }, judged, severity.Judgements);
    }

    /// <summary>The part for the kind alone, without severity, and sure of nothing: for choosing settings, where the likeliest is all that counts.</summary>
    public static TriageModel TrainKindOnly(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        var parts = Parts.Of(rows, settings);
        var (weights, nothing) = (parts.Kind.Train(parts.Kind.Teaching), parts.Nothing?.Train(parts.Nothing.Teaching));
        var card = new ModelCard(NameOf(rows, settings), rows.Count, new(0, 0, 0, new double[101]));
        return new(card, new(weights, new(1, new float[weights.Classes])), null) { Nothing = nothing is null ? null : new(nothing, new(4, new float[2])), Asks = parts.Kind.Asks };
    }

    /// <summary>Judges each row's kind by models that saw none of its fold.</summary>
    /// <exception cref="TrainingFileException">A kind has too few rows.</exception>
    public static IReadOnlyList<Judgement> Judge(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        RequireEnough(rows);
        return CrossValidation.Judge(Parts.Of(rows, settings).Kind, rows, settings.Folds, settings.Seed);
    }

    private static void RequireEnough(IReadOnlyList<TrainingRow> rows)
    {
        if (!HasEnough(rows, LearningTask.Kind))
            throw new TrainingFileException($"Each of doing, building and fixing needs at least {FewestOfEachClass} rows.");
    }

    private static (CalibratedModel Model, IReadOnlyList<Judgement> Judgements) TrainSeverity(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        var trainer = new ModelTrainer(rows, new FeatureMatrix(rows, settings.Features), LearningTask.Severity, settings);
        var (model, probabilities) = TrainPart(trainer, rows, settings);
        return (model, [.. trainer.Teaching.Zip(probabilities, (row, each) => Judgement.OfLadder(trainer.ClassOf(row), each))]);
    }

    /// <returns>The part, and for each row that teaches it what a model that had not seen its fold made of it.</returns>
    private static (CalibratedModel Model, float[][] Probabilities) TrainPart(ModelTrainer trainer, IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        var among = trainer.Teaching;
        var scores = CrossValidation.Score(trainer, rows, among, settings.Folds, settings.Seed);
        var calibration = CalibrationFitter.Fit(scores, [.. among.Select(trainer.ClassOf)], [.. among.Select(trainer.WeightOf)]);
        return (new(trainer.Train(among), calibration), Array.ConvertAll(scores, score => Calibrate(calibration, score)));
    }

    private static Judgement[] Combine(IReadOnlyList<TrainingRow> rows, float[][] kinds, float[][] nothing)
    {
        var judged = new Judgement[rows.Count];
        for (var row = 0; row < judged.Length; row++)
        {
            if (nothing.Length > 0)
                ModelClassifier.Mix(kinds[row], nothing[row][1]);
            judged[row] = Judgement.Of(rows[row].KindIndex, kinds[row]);
        }

        return judged;
    }

    private static int ClassesOf(IReadOnlyList<TrainingRow> rows) => rows.Any(row => row.Kind == Classes.Nothing) ? Classes.All.Length : Classes.Kinds.Length;

    // Of real asks alone: what asks nothing is never routed, so it must not take of the share that is.
    private static double[] ThresholdsOf(IReadOnlyList<Judgement> kinds) => new Evaluation(
        [.. kinds.Where(kind => kind.Actual < Classes.Kinds.Length).Select(kind => kind.Guess < Classes.Kinds.Length ? kind : kind with { Confidence = 0 })],
        Classes.Kinds.Length).Thresholds();

    private static float[] Calibrate(Calibration calibration, float[] scores)
    {
        var probabilities = new float[scores.Length];
        calibration.Apply(scores, probabilities);
        return probabilities;
    }

    private static bool HasEnough(IReadOnlyList<TrainingRow> rows, LearningTask task) =>
        Enumerable.Range(0, task.Classes).All(part => rows.Count(row => task.ClassOf(row) == part) >= FewestOfEachClass);

    private static double GroupedF1(IReadOnlyList<TrainingRow> rows, IReadOnlyList<Judgement> judgements) =>
        judgements.Select((judgement, index) => (judgement, rows[index].Group)).GroupBy(pair => pair.Group)
            .Average(group => new Evaluation([.. group.Select(pair => pair.judgement)], ClassesOf(rows)).MacroF1);

    /// <summary>The name of the model that these rows make.</summary>
    public static string NameOf(IReadOnlyList<TrainingRow> rows, TrainingSettings settings) => ModelName.Of($"{FeatureExtractor.Version} {settings}", rows);

    /// <summary>What decides the kind, and what tells whether anything is asked; the latter null where no row asks nothing.</summary>
    private sealed record Parts(ModelTrainer Kind, ModelTrainer? Nothing)
    {
        public static Parts Of(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
        {
            var asks = settings.Features == FeatureSet.Mail ? AskFilterTrainer.Train(rows) : null;
            if (asks is null)
                return new(new(rows, new FeatureMatrix(rows, settings.Features), ClassesOf(rows) == LearningTask.Kind.Classes ? LearningTask.Kind : LearningTask.KindOrNothing, settings), null);
            var variants = new RowVariants(rows).All(VariantsOfEach);
            return new(
                new(rows, new FeatureMatrix(rows, settings.Features, asks), LearningTask.KindOrNothing, settings, new FeatureMatrix(variants, settings.Features, asks)),
                new(rows, new FeatureMatrix(rows, settings.Features), LearningTask.Nothing, settings with { Bits = settings.Bits - 1 }, new FeatureMatrix(variants, settings.Features)));
        }
    }
}
