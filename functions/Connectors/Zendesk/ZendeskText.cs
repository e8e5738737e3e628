using System.Text.RegularExpressions;

namespace Router.Connectors.Zendesk;

/// <summary>A comment without the rule, the author and the date that Zendesk's placeholders put above it.</summary>
internal static partial class ZendeskText
{
    public static string Shown(string text) => Heading().Replace(text, "");

    [GeneratedRegex(@"\A\s*-{10,}[ \t]*\r?\n(?:[ \t]*\r?\n)*[^\r\n]{1,200}\d{1,2}[:.]\d{2}[^\r\n]{0,20}\r?\n(?:[ \t]*\r?\n)+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Heading();
}
