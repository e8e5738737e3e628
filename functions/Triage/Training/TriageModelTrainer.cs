using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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

    /// <param name="group">Whose own wording the model shall read where it is in use; the rows name it too.</param>
    /// <exception cref="TrainingFileException">A kind has too few rows.</exception>
    public static TrainedModel Train(IReadOnlyList<TrainingRow> rows, TrainingSettings settings, string? group = null)
    {
        RequireEnough(rows);
        var features = new FeatureMatrix(rows, settings.Features);
        var (kind, kinds) = TrainPart(rows, features, LearningTask.Kind, settings, Judgement.Of);
        (CalibratedModel? Model, IReadOnlyList<Judgement> Judgements) severity =
            HasEnough(rows, LearningTask.Severity) ? TrainPart(rows, features, LearningTask.Severity, settings with { Bits = settings.Bits - 1 }, Judgement.OfLadder) : (null, []);
        var evaluation = new Evaluation(kinds, LearningTask.Kind.Classes);
        var card = new ModelCard(NameOf(rows, settings), rows.Count, new(evaluation.Accuracy, GroupedF1(rows, kinds), evaluation.CalibrationError, evaluation.Thresholds())) { Group = group };
        return new(new(card, kind, severity.Model), kinds, severity.Judgements);
    }

    /// <summary>Judges each row's kind by models that saw none of its fold.</summary>
    /// <exception cref="TrainingFileException">A kind has too few rows.</exception>
    public static IReadOnlyList<Judgement> Judge(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        RequireEnough(rows);
        var trainer = new ModelTrainer(rows, new FeatureMatrix(rows, settings.Features), LearningTask.Kind, settings);
        return CrossValidation.Judge(trainer, rows, settings.Folds, settings.Seed);
    }

    private static void RequireEnough(IReadOnlyList<TrainingRow> rows)
    {
        if (!HasEnough(rows, LearningTask.Kind))
            throw new TrainingFileException($"Each of doing, building and fixing needs at least {FewestOfEachClass} rows.");
    }

    private static (CalibratedModel Model, IReadOnlyList<Judgement> Judgements) TrainPart(
        IReadOnlyList<TrainingRow> rows, FeatureMatrix features, LearningTask task, TrainingSettings settings, Func<int, float[], Judgement> judge)
    {
        var trainer = new ModelTrainer(rows, features, task, settings);
        var (calibration, judgements) = CrossValidate(trainer, rows, settings, judge);
        return (new(trainer.Train(trainer.Teaching), calibration), judgements);
    }

    private static (Calibration Calibration, IReadOnlyList<Judgement> Judgements) CrossValidate(
        ModelTrainer trainer, IReadOnlyList<TrainingRow> rows, TrainingSettings settings, Func<int, float[], Judgement> judge)
    {
        var among = trainer.Teaching;
        int[] actual = [.. among.Select(trainer.ClassOf)];
        var scores = CrossValidation.Score(trainer, rows, among, settings.Folds, settings.Seed);
        var calibration = CalibrationFitter.Fit(scores, actual, [.. among.Select(trainer.WeightOf)]);
        return (calibration, [.. scores.Select((score, index) => judge(actual[index], Calibrate(calibration, score)))]);
    }

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
            .Average(group => new Evaluation([.. group.Select(pair => pair.judgement)], LearningTask.Kind.Classes).MacroF1);

    /// <summary>The name of the model that these rows make.</summary>
    public static string NameOf(IReadOnlyList<TrainingRow> rows, TrainingSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{FeatureExtractor.Version} {settings}"));
        foreach (var row in rows)
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(row, TrainingJsonContext.Default.TrainingRow));
        return Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, 9));
    }
}
