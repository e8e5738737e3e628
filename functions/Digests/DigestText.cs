using System.Globalization;
using System.Net;
using System.Text;

namespace Router.Digests;

/// <summary>A digest's text being written, plain and as HTML side by side. Customers' words stand on one line and encoded.</summary>
internal sealed class DigestText
{
    private const int MostLines = 10;
    private readonly StringBuilder plain = new();
    private readonly StringBuilder html = new();

    public string ToPlainText() => plain.ToString();

    public string ToHtml() => html.ToString();

    public void Paragraph(string text)
    {
        plain.Append(text).Append("\n\n");
        html.Append("<p>").Append(WebUtility.HtmlEncode(text)).Append("</p>\n");
    }

    /// <summary>Writes nothing for an empty section; counts what does not fit.</summary>
    public void Section<T>(string title, IReadOnlyList<T> entries, Func<T, DigestLine> toLine)
    {
        if (entries.Count == 0)
        {
            return;
        }

        plain.Append(title).Append('\n');
        html.Append("<h2>").Append(WebUtility.HtmlEncode(title)).Append("</h2>\n<ul>\n");
        foreach (var line in entries.Take(MostLines).Select(toLine))
        {
            Line(line);
        }

        if (entries.Count > MostLines)
        {
            var more = string.Create(CultureInfo.InvariantCulture, $"and {entries.Count - MostLines} more");
            plain.Append("- ").Append(more).Append('\n');
            html.Append("<li>").Append(more).Append("</li>\n");
        }

        plain.Append('\n');
        html.Append("</ul>\n");
    }

    private void Line(DigestLine line)
    {
        var title = string.Join(' ', line.Title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } words ? words : "(no subject)";
        plain.Append(CultureInfo.InvariantCulture, $"- {title}\n  {line.Standing}\n  {line.Link}\n");
        html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{WebUtility.HtmlEncode(line.Link)}\">{WebUtility.HtmlEncode(title)}</a><br>{WebUtility.HtmlEncode(line.Standing)}</li>\n");
    }
}

/// <param name="Title">What the customer wrote as subject.</param>
/// <param name="Standing">How it stands, in our own words.</param>
/// <param name="Link">The page that shows it.</param>
internal sealed record DigestLine(string Title, string Standing, string Link);
