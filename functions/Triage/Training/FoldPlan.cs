namespace Router.Triage.Training;

/// <summary>Splits rows into folds: whole sources where rows name them, else at random, each kind and group spread evenly.</summary>
internal static class FoldPlan
{
    /// <returns>For each row the number of its fold.</returns>
    public static int[] Split(IReadOnlyList<TrainingRow> rows, int folds, int seed)
    {
        var assigned = new int[rows.Count];
        var filled = new int[folds];
        foreach (var source in Enumerable.Range(0, rows.Count).Where(row => rows[row].Source is not null)
                     .GroupBy(row => rows[row].Source, StringComparer.Ordinal).OrderByDescending(source => source.Count()).ThenBy(source => source.Key, StringComparer.Ordinal))
        {
            var emptiest = Array.IndexOf(filled, filled.Min());
            filled[emptiest] += source.Count();
            foreach (var row in source)
                assigned[row] = emptiest;
        }

        var random = new Random(seed);
        foreach (var alike in Enumerable.Range(0, rows.Count).Where(row => rows[row].Source is null)
                     .GroupBy(row => (rows[row].Group, rows[row].Kind)))
        {
            var shuffled = alike.ToArray();
            random.Shuffle(shuffled);
            var first = random.Next(folds);
            for (var index = 0; index < shuffled.Length; index++)
                assigned[shuffled[index]] = (first + index) % folds;
        }

        return assigned;
    }
}
