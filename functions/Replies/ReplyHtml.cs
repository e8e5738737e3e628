using System.Net;
using System.Text;

namespace Router.Replies;

/// <summary>
/// A reply's plain text as HTML: paragraphs, "> " lines as quotes, and a line that is nothing but an address as a link. Everything is encoded.
/// </summary>
internal static class ReplyHtml
{
    private const string QuoteMark = "> ";

    public static string Of(string text)
    {
        var html = new StringBuilder();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n"))
        {
            html.Append("<p>").AppendJoin("<br>", paragraph.Split('\n').Select(ToHtml)).Append("</p>\n");
        }

        return html.ToString();
    }

    private static string ToHtml(string line)
    {
        var isQuote = line.StartsWith(QuoteMark, StringComparison.Ordinal);
        var encoded = WebUtility.HtmlEncode(isQuote ? line[QuoteMark.Length..] : line);
        return isQuote ? $"<q>{encoded}</q>" : IsAddress(line) ? $"<a href=\"{encoded}\">{encoded}</a>" : encoded;
    }

    private static bool IsAddress(string line) =>
        !line.Contains(' ', StringComparison.Ordinal) && Uri.TryCreate(line, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";
}
