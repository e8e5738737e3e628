using System.Text.RegularExpressions;

namespace Router.Teams;

/// <summary>Patterns of the team file meet customers' text, so they may not backtrack.</summary>
internal static partial class TeamPattern
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int LongestPlain = 60;

    public static Regex Compile(string pattern) => new(pattern, Options | RegexOptions.NonBacktracking);

    /// <summary>Refuses what <see cref="Compile"/> would refuse, for less: making a matcher that doesn't backtrack takes a tenth of a start.</summary>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking, or is too large.</exception>
    public static void Check(string pattern) =>
        _ = pattern.Length > LongestPlain || MayBeRefused().IsMatch(pattern) ? Compile(pattern) : new Regex(pattern, Options);

    // Groups that look around or don't give back, references, \G, conditions; and repetitions of repetitions, which may grow too large.
    [GeneratedRegex(@"\(\?(?!:)|\\[0-9kG]|\{\d{3}|\)\{", RegexOptions.Singleline)]
    private static partial Regex MayBeRefused();
}
