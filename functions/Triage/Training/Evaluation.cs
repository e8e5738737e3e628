using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>One judged message.</summary>
/// <param name="Actual">The class that a person gave.</param>
/// <param name="Guess">The class that the model chose.</param>
/// <param name="Confidence">What the model said of its guess, 0 to 1.</param>
internal sealed record Judgement(int Actual, int Guess, float Confidence)
{
    public bool IsRight => Guess == Actual;

    /// <summary>The likeliest class.</summary>
    public static Judgement Of(int actual, float[] probabilities) => At(actual, Array.IndexOf(probabilities, probabilities.Max()), probabilities);

    /// <summary>The middle of classes that are steps.</summary>
    public static Judgement OfLadder(int actual, float[] probabilities) => At(actual, SeverityLadder.Decide(probabilities), probabilities);

    private static Judgement At(int actual, int guess, float[] probabilities) => new(actual, guess, probabilities[guess]);
}

/// <summary>The usual figures over judged messages.</summary>
internal sealed class Evaluation(IReadOnlyList<Judgement> judgements, int classes)
{
    private const int Bins = 10;

    public int Count => judgements.Count;

    public double Accuracy => judgements.Count == 0 ? 0 : judgements.Average(judgement => judgement.IsRight ? 1.0 : 0);

    public double MacroF1 => Enumerable.Range(0, classes).Average(F1);

    public int[][] Confusion => [.. Enumerable.Range(0, classes).Select(actual =>
        Enumerable.Range(0, Math.Max(classes, judgements.Select(judgement => judgement.Guess + 1).DefaultIfEmpty().Max())).Select(guess => judgements.Count(judgement => judgement.Actual == actual && judgement.Guess == guess)).ToArray())];

    /// <summary>Share of judgements at most one class away; for classes that are steps.</summary>
    public double WithinOneStep => judgements.Count == 0 ? 0 : judgements.Average(judgement => Math.Abs(judgement.Actual - judgement.Guess) <= 1 ? 1.0 : 0);

    /// <summary>Mean distance of confidence and accuracy, over ten bins of confidence (Guo et al. 2017).</summary>
    public double CalibrationError => judgements
        .GroupBy(judgement => Math.Min(Bins - 1, (int)(judgement.Confidence * Bins)))
        .Sum(bin => Math.Abs(bin.Average(judgement => (double)judgement.Confidence) - bin.Average(judgement => judgement.IsRight ? 1.0 : 0)) * bin.Count() / judgements.Count);

    public double Precision(int part) => Share(judgement => judgement.Guess == part, judgement => judgement.IsRight);

    public double Recall(int part) => Share(judgement => judgement.Actual == part, judgement => judgement.IsRight);

    public double F1(int part) => Precision(part) + Recall(part) is > 0 and var sum ? 2 * Precision(part) * Recall(part) / sum : 0;

    /// <summary>Accuracy on the share of messages that the model is surest of.</summary>
    public double AccuracyAt(double coverage)
    {
        var surest = judgements.OrderByDescending(judgement => judgement.Confidence).Take((int)Math.Ceiling(judgements.Count * coverage)).ToList();
        return surest.Count == 0 ? 0 : surest.Average(judgement => judgement.IsRight ? 1.0 : 0);
    }

    /// <summary>The confidence that 0, 1, 2 … 100 % of the messages reach; more than there is for none, 0 for all.</summary>
    public double[] Thresholds()
    {
        var confidences = judgements.Select(judgement => (double)judgement.Confidence).OrderDescending().ToArray();
        return [.. Enumerable.Range(0, 101).Select(percent => percent switch
        {
            0 => 2,
            100 => 0,
            _ => Math.Round(confidences[Math.Clamp((int)Math.Ceiling(confidences.Length * percent / 100.0) - 1, 0, confidences.Length - 1)], 4),
        })];
    }

    private double Share(Func<Judgement, bool> among, Func<Judgement, bool> have)
    {
        var those = judgements.Where(among).ToList();
        return those.Count == 0 ? 0 : those.Average(judgement => have(judgement) ? 1.0 : 0);
    }
}
