using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>What a model part learns to tell apart, and from which rows.</summary>
/// <param name="Classes">How many classes.</param>
/// <param name="ClassOf">A row's class, or -1 for a row that does not teach this part.</param>
/// <param name="EvenClasses">So many classes, the first, count the same however many rows they have: how many of each were written says nothing about how many come in.</param>
/// <param name="WeightOfLast">How much a row of the last class counts where the classes are not even.</param>
internal sealed record LearningTask(int Classes, Func<TrainingRow, int> ClassOf, int EvenClasses, float WeightOfLast = 1)
{
    /// <summary>The kinds alone: no row asks nothing.</summary>
    public static LearningTask Kind { get; } = new(Model.Classes.Kinds.Length, row => row.KindIndex, Model.Classes.Kinds.Length);

    /// <summary>The kinds, and what asks nothing as a fourth class that counts less.</summary>
    public static LearningTask KindOrNothing { get; } = Kind with { Classes = Model.Classes.All.Length, WeightOfLast = 0.5f };

    /// <summary>Whether anything is asked at all: 0 for yes, 1 for no.</summary>
    public static LearningTask Nothing { get; } = new(2, row => row.Kind == Model.Classes.Nothing ? 1 : 0, 0, WeightOfLast: 1.5f);

    public static LearningTask Severity { get; } = new(Model.Classes.Severities.Length, row => row.SeverityIndex, 0);
}

/// <summary>Trains a linear model for one task from the rows that teach it.</summary>
/// <param name="variants">Of each row one or more that are learnt from beside it and never judged, see <see cref="RowVariants"/>; null for none.</param>
internal sealed class ModelTrainer(IReadOnlyList<TrainingRow> rows, FeatureMatrix features, LearningTask task, TrainingSettings settings, FeatureMatrix? variants = null)
{
    private readonly int[] classes = [.. rows.Select(task.ClassOf)];
    private readonly float[] evenness = Evenness(rows, task);

    /// <summary>The rows that teach this task.</summary>
    public int[] Teaching => [.. Enumerable.Range(0, rows.Count).Where(row => classes[row] >= 0)];

    public AskFilter? Asks => features.Asks;

    public int ClassOf(int row) => classes[row];

    /// <summary>How much a row counts: as it says, times what brings its class to an even share where the task wants that.</summary>
    public float WeightOf(int row) => rows[row].Weight * evenness[classes[row]];

    public LinearModel Train(IReadOnlyList<int> among)
    {
        var rareness = features.MeasureRareness(among, settings.Bits);
        int[] varied = variants is null ? [] : [.. Enumerable.Range(0, variants.Count / rows.Count).SelectMany(turn => among.Select(row => (turn * rows.Count) + row))];
        FeatureVector[] vectors = [.. among.Select(row => features[row]), .. varied.Select(number => variants![number])];
        int[] taught = [.. among, .. varied.Select(number => number % rows.Count)];
        var weighed = new WeighedRow[vectors.Length];
        Parallel.For(0, vectors.Length, index => weighed[index] = WeighedRow.Of(vectors[index], rareness, settings.Bits));
        var cost = taught.Select(row => settings.Cost * WeightOf(row)).ToArray();
        var parts = new (float[] Weights, float Bias)[task.Classes];
        Parallel.For(0, task.Classes, part =>
        {
            bool[] isClass = [.. taught.Select(row => classes[row] == part)];
            var leeway = settings.Contrast > 0 ? Contrast.Measure(weighed, isClass, [.. taught.Select(WeightOf)], settings) : null;
            parts[part] = SupportVectorTrainer.Train(weighed, isClass, cost, 1 << settings.Bits, leeway, settings.Rounds);
        });
        return WeightTable.Pack(features.Set, parts, settings.Bits, rareness);
    }

    private static float[] Evenness(IReadOnlyList<TrainingRow> rows, LearningTask task)
    {
        var totals = Enumerable.Range(0, task.Classes).Select(part => rows.Where(row => task.ClassOf(row) == part).Sum(row => row.Weight)).ToArray();
        return [.. totals.Select((total, part) => part < task.EvenClasses
            ? total > 0 ? totals.Take(task.EvenClasses).Sum() / (task.EvenClasses * total) : 1
            : part == task.Classes - 1 ? task.WeightOfLast : 1)];
    }
}
