using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>Scores every row by a model that saw none of its fold.</summary>
internal static class CrossValidation
{
    public static float[][] Score(ModelTrainer trainer, IReadOnlyList<TrainingRow> rows, IReadOnlyList<int> among, int folds, int seed)
    {
        var foldOf = FoldPlan.Split([.. among.Select(row => rows[row])], folds, seed);
        var scores = new float[among.Count][];
        for (var fold = 0; fold < folds; fold++)
        {
            int[] seen = [.. among.Where((_, index) => foldOf[index] != fold)];
            if (seen.Length == among.Count || seen.Length == 0)
                continue;
            var model = trainer.Train(seen);
            Parallel.For(0, among.Count, () => new FeatureCounts(), (index, _, counts) =>
            {
                if (foldOf[index] == fold)
                    scores[index] = ScoreOne(model, trainer.Asks, rows[among[index]], counts);
                return counts;
            }, _ => { });
        }

        return scores;
    }

    /// <summary>Judges every row by models that saw nothing of its fold: the highest score decides. How sure that is comes from a calibration by the other folds' scores.</summary>
    // Calibrated, the guess would know a little of its own row: the models behind the other folds' scores learnt from it.
    public static Judgement[] Judge(ModelTrainer trainer, IReadOnlyList<TrainingRow> rows, int folds, int seed)
    {
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        var scores = Score(trainer, rows, all, folds, seed);
        var foldOf = FoldPlan.Split(rows, folds, seed);
        var judgements = new Judgement[rows.Count];
        foreach (var fold in all.GroupBy(row => foldOf[row]))
        {
            int[] others = [.. all.Where(row => foldOf[row] != fold.Key)];
            var calibration = CalibrationFitter.Fit([.. others.Select(row => scores[row])], [.. others.Select(trainer.ClassOf)], [.. others.Select(trainer.WeightOf)]);
            foreach (var row in fold)
            {
                var probabilities = new float[scores[row].Length];
                calibration.Apply(scores[row], probabilities);
                var guess = Array.IndexOf(scores[row], scores[row].Max());
                judgements[row] = new(trainer.ClassOf(row), guess, probabilities[guess]);
            }
        }

        return judgements;
    }

    private static float[] ScoreOne(LinearModel model, AskFilter? asks, TrainingRow row, FeatureCounts counts)
    {
        var scores = new float[model.Classes];
        using var message = Reading.OwnWords.Read(row.Title, row.Body).Fold(model.Features, asks);
        model.Score(message, TenantFeatures.SaltOf(row.Group), counts, scores);
        return scores;
    }
}
