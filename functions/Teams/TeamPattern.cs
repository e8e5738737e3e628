using System.Text.RegularExpressions;

namespace Router.Teams;

/// <summary>Patterns of the team file meet customers' text, so they may not backtrack.</summary>
internal static class TeamPattern
{
    public static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
