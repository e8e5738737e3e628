using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>What a model part learns to tell apart, and from which rows.</summary>
/// <param name="Classes">How many classes.</param>
/// <param name="ClassOf">A row's class, or -1 for a row that does not teach this part.</param>
/// <param name="IsEven">True where each class counts the same however many rows it has: how many of each were written says nothing about how many come in.</param>
internal sealed record LearningTask(int Classes, Func<TrainingRow, int> ClassOf, bool IsEven)
{
    public static LearningTask Kind { get; } = new(Model.Classes.Kinds.Length, row => row.KindIndex, IsEven: true);

    public static LearningTask Severity { get; } = new(Model.Classes.Severities.Length, row => row.SeverityIndex, IsEven: false);
}

/// <summary>Trains a linear model for one task from the rows that teach it.</summary>
internal sealed class ModelTrainer(IReadOnlyList<TrainingRow> rows, FeatureMatrix features, LearningTask task, TrainingSettings settings)
{
    private readonly int[] classes = [.. rows.Select(task.ClassOf)];
    private readonly float[] evenness = Evenness(rows, task);

    /// <summary>The rows that teach this task.</summary>
    public int[] Teaching => [.. Enumerable.Range(0, rows.Count).Where(row => classes[row] >= 0)];

    public int ClassOf(int row) => classes[row];

    /// <summary>How much a row counts: as it says, times what brings its class to an even share where the task wants that.</summary>
    public float WeightOf(int row) => rows[row].Weight * evenness[classes[row]];

    public LinearModel Train(IReadOnlyList<int> among)
    {
        var rareness = features.MeasureRareness(among, settings.Bits);
        var weighed = new WeighedRow[among.Count];
        Parallel.For(0, among.Count, index =>
        {
            var vector = features[among[index]];
            weighed[index] = WeighedRow.Of(vector, rareness, settings.Bits);
        });
        var cost = among.Select(row => settings.Cost * WeightOf(row)).ToArray();
        var parts = new (float[] Weights, float Bias)[task.Classes];
        Parallel.For(0, task.Classes, part =>
        {
            bool[] isClass = [.. among.Select(row => classes[row] == part)];
            var leeway = settings.Contrast > 0 ? Contrast.Measure(weighed, isClass, [.. among.Select(WeightOf)], settings) : null;
            parts[part] = SupportVectorTrainer.Train(weighed, isClass, cost, 1 << settings.Bits, leeway, settings.Rounds);
        });
        return Quantize(parts, rareness);
    }

    private static float[] Evenness(IReadOnlyList<TrainingRow> rows, LearningTask task)
    {
        var totals = Enumerable.Range(0, task.Classes).Select(part => rows.Where(row => task.ClassOf(row) == part).Sum(row => row.Weight)).ToArray();
        return [.. totals.Select(total => task.IsEven && total > 0 ? totals.Sum() / (task.Classes * total) : 1)];
    }

    private LinearModel Quantize((float[] Weights, float Bias)[] parts, Rareness rareness)
    {
        var largest = parts.Max(part => part.Weights.Max(MathF.Abs));
        var stride = task.Classes + 1;
        var table = new byte[stride << settings.Bits];
        for (var bucket = 0; bucket < 1 << settings.Bits; bucket++)
        {
            table[bucket * stride] = rareness.Steps[bucket];
            for (var part = 0; part < task.Classes; part++)
                table[(bucket * stride) + part + 1] = (byte)LinearModel.Compress(largest > 0 ? parts[part].Weights[bucket] / largest : 0);
        }

        return new(features.Set, task.Classes, settings.Bits, largest, rareness.Largest, [.. parts.Select(part => part.Bias)], table);
    }
}
