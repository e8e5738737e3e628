using System.Net;
using System.Text.RegularExpressions;

namespace Router.Connectors.Slack;

/// <summary>A message as people read it in Slack: links, people and channels stand in angle brackets, and &amp;, &lt;, &gt; are escaped.</summary>
internal static partial class SlackText
{
    public static string Shown(string text) => WebUtility.HtmlDecode(Reference().Replace(text, match => Name(match.Groups[1].Value)));

    private static string Name(string reference)
    {
        var (target, label) = reference.Split('|', 2) is [var first, var second] ? (first, second) : (reference, "");
        return target switch
        {
            ['@', ..] => label.Length > 0 ? $"@{label.TrimStart('@')}" : target,
            ['#', ..] => label.Length > 0 ? $"#{label.TrimStart('#')}" : target,
            ['!', ..] => label.Length > 0 ? label : $"@{target[1..].Split('^')[0]}",
            _ when target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) => label.Length > 0 ? label : target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..],
            _ when target.Contains("://", StringComparison.Ordinal) => label.Length == 0 || target.Contains(label, StringComparison.OrdinalIgnoreCase) ? target : $"{label} ({target})",
            // "<b>" that somebody typed is escaped; whatever else stands here is no reference.
            _ => $"<{reference}>",
        };
    }

    [GeneratedRegex(@"<([^<>\n]{1,3000})>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Reference();
}
