using System.Net;
using System.Text;

namespace Router.Triage.Reading;

/// <summary>Takes HTML tags, code and Markdown signs out of a text in one pass; what is left are words.</summary>
internal static class Markup
{
    private static readonly string[] Unread = ["script", "style", "pre", "code", "blockquote"];

    public static string Strip(string text) => StripFences(StripTags(text));

    private static string StripTags(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
            return text;
        var kept = new StringBuilder(text.Length);
        var unclosed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        while (position < text.Length)
        {
            var opening = text.IndexOf('<', position);
            var closing = opening < 0 ? -1 : text.IndexOf('>', opening);
            if (closing < 0)
                break;
            if (!IsTag(text, opening))
            {
                kept.Append(text, position, opening + 1 - position);
                position = opening + 1;
                continue;
            }

            kept.Append(text, position, opening - position);
            var name = TagName(text.AsSpan(opening + 1, closing - opening - 1));
            kept.Append(IsInline(name) ? ' ' : '\n');
            position = AfterElement(text, name, closing + 1, unclosed);
        }

        return WebUtility.HtmlDecode(kept.Append(text, position, text.Length - position).ToString());
    }

    private static bool IsTag(string text, int opening) =>
        opening + 1 < text.Length && (char.IsAsciiLetter(text[opening + 1]) || text[opening + 1] is '/' or '!');

    private static string TagName(ReadOnlySpan<char> inside)
    {
        var length = 0;
        while (length < inside.Length && length < 12 && char.IsAsciiLetterOrDigit(inside[length]))
            length++;
        return inside[..length].ToString();
    }

    private static bool IsInline(string name) =>
        name.Length == 1 ? !name.Equals("p", StringComparison.OrdinalIgnoreCase)
        : name.ToUpperInvariant() is "SPAN" or "STRONG" or "EM" or "FONT" or "SMALL" or "CODE";

    private static int AfterElement(string text, string name, int position, HashSet<string> unclosed)
    {
        if (unclosed.Contains(name) || !Unread.Contains(name, StringComparer.OrdinalIgnoreCase))
            return position;
        var end = text.IndexOf($"</{name}", position, StringComparison.OrdinalIgnoreCase);
        if (end >= 0)
            return end;
        // An element that never closes is read on (better noise than a request not read), and not looked for again.
        unclosed.Add(name);
        return position;
    }

    private static string StripFences(string text)
    {
        if (!text.Contains('`', StringComparison.Ordinal))
            return text;
        var parts = text.Split("```");
        var prose = new StringBuilder(text.Length);
        for (var index = 0; index < parts.Length; index++)
            if (index % 2 == 0 || index == parts.Length - 1)
                prose.Append(StripInlineCode(parts[index])).Append('\n');
        return prose.ToString();
    }

    private static string StripInlineCode(string prose)
    {
        var parts = prose.Split('`');
        // An odd sign out is an apostrophe or a typing slip, not code.
        return parts.Length % 2 == 0 ? prose : string.Join(' ', parts.Where((_, index) => index % 2 == 0));
    }
}
