using System.Globalization;

namespace Router.Triage.Learning;

/// <param name="Switches">True when the candidate takes the place of the model in use.</param>
/// <param name="Why">For a person to read.</param>
internal sealed record SwitchVerdict(bool Switches, string Why);

/// <summary>Says whether a candidate takes the place of the model in use.</summary>
internal interface ISwitchRule
{
    SwitchVerdict Judge(ModelComparison figures);
}

/// <summary>
/// Switches only to a model that mends more held-out decisions than it breaks, by more than chance (one-sided sign test at 5 %: at least 5 mended and none broken), and that loses
/// nothing elsewhere. Decisions are of messages that triage was wrong about or not sure of, so they alone would not show what a candidate breaks that was right.
/// </summary>
internal sealed class SwitchRule : ISwitchRule
{
    private const double MostChance = 0.05;
    private const double MostLostOnShipped = 0.01;
    private const double MostMoved = 0.05;

    // Of a handful of requests one that moves says nothing.
    private const int AlwaysMayMove = 2;

    public SwitchVerdict Judge(ModelComparison figures)
    {
        var chance = ChanceOf(figures.Mended, figures.Broken);
        if (figures.Mended <= figures.Broken || chance > MostChance)
            return No($"Of {figures.HeldOut} held-out decisions it mends {figures.Mended} and breaks {figures.Broken}. That may be chance ({Share(chance)}; at most {Share(MostChance)} is asked).");
        if (figures.SeverityFarther > figures.SeverityCloser && ChanceOf(figures.SeverityFarther, figures.SeverityCloser) <= MostChance)
            return No($"It reads severity worse: farther from the person's in {figures.SeverityFarther}, nearer in {figures.SeverityCloser}.");
        if (figures.ShippedAccuracy < figures.ShippedAccuracyBefore - MostLostOnShipped)
            return No($"It forgets: right in {Share(figures.ShippedAccuracy)} of the shipped messages instead of {Share(figures.ShippedAccuracyBefore)}.");
        if (figures.Moved > AlwaysMayMove + (MostMoved * figures.Undisputed))
            return No($"It would move {figures.Moved} of {figures.Undisputed} requests that nobody corrected.");
        return new(true, $"Of {figures.HeldOut} held-out decisions it mends {figures.Mended} and breaks {figures.Broken}.");
    }

    /// <summary>How likely so many mended or more are when mending and breaking are equally likely.</summary>
    public static double ChanceOf(int mended, int broken)
    {
        var count = mended + broken;
        var (term, sum) = (Math.Pow(0.5, count), 0.0);
        // The term for one more success follows from the one before; summed from "all" downwards.
        for (var successes = count; successes >= mended; successes--)
        {
            sum += term;
            term *= successes / (count - successes + 1.0);
        }

        return Math.Min(1, sum);
    }

    private static SwitchVerdict No(string why) => new(false, why);

    private static string Share(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
