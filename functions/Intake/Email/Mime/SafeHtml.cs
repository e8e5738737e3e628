using System.Net;
using System.Text;
using MimeKit.Text;

namespace Router.Intake.Email.Mime;

/// <summary>
/// HTML of a mail without whatever acts or calls out: only known elements, only attributes of layout, no addresses to fetch. Token by token and without
/// a tree, so that nesting costs nothing. The frame that shows it forbids the same once more.
/// </summary>
internal static class SafeHtml
{
    private const int MaxAttributes = 30;
    private const int MaxValueLength = 1_000;

    private static readonly HashSet<string> Elements = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "address", "b", "big", "blockquote", "br", "center", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "align", "valign", "width", "height", "color", "bgcolor", "face", "size", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "dir", "lang", "title", "start", "type",
    };

    public static string Of(string html)
    {
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        var hiding = new HtmlHiding(dropHidden: false);
        var safe = new StringBuilder(Math.Min(html.Length, TextContent.MaxCharacters));
        while (safe.Length < TextContent.MaxCharacters && tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                if (!hiding.Swallows(tag) && Elements.Contains(tag.Name))
                {
                    Append(safe, tag);
                }
            }
            else if (!hiding.IsHidden && token.Kind is HtmlTokenKind.Data or HtmlTokenKind.CData && token is HtmlDataToken data)
            {
                safe.Append(WebUtility.HtmlEncode(data.Data));
            }
        }

        return safe.ToString();
    }

    private static void Append(StringBuilder safe, HtmlTagToken tag)
    {
        safe.Append(tag.IsEndTag ? "</" : "<").Append(tag.Name.ToLowerInvariant());
        foreach (var attribute in tag.IsEndTag ? [] : tag.Attributes.Take(MaxAttributes))
        {
            // Where a link leads is shown and not followed.
            var name = attribute.Id == HtmlAttributeId.Href ? "title" : attribute.Name.ToLowerInvariant();
            if (Attributes.Contains(name))
            {
                safe.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(OutsideText.Line(attribute.Value, MaxValueLength))).Append('"');
            }
        }

        safe.Append('>');
    }
}
