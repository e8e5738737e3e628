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
                    scores[index] = ScoreOne(model, rows[among[index]], counts);
                return counts;
            }, _ => { });
        }

        return scores;
    }

    private static float[] ScoreOne(LinearModel model, TrainingRow row, FeatureCounts counts)
    {
        var scores = new float[model.Classes];
        using var message = Reading.OwnWords.Read(row.Title, row.Body).Fold(model.Features);
        model.Score(message, TenantFeatures.SaltOf(row.Group), counts, scores);
        return scores;
    }
}
