using MimeKit.Text;

namespace Router.Intake.Email.Mime;

/// <summary>
/// HTML to text. A tokenizer and no tree: its time and memory stay linear for any input. Quotes become lines with "&gt; ", so that a reply is
/// split the same way in HTML and in plain text; what the markup tells beyond that stands as <see cref="Quotes.TextMarks"/> in the text.
/// </summary>
internal static class HtmlText
{
    public static string Read(string html)
    {
        var text = Read(html, dropHidden: true);

        // A hidden element that is never closed would hide the whole mail.
        return text.Length > 0 ? text : Read(html, dropHidden: false);
    }

    private static string Read(string html, bool dropHidden)
    {
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        var layout = new HtmlLayout(dropHidden);
        while (!layout.IsFull && tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                layout.Tag(tag);
            }
            else if (token.Kind is HtmlTokenKind.Data or HtmlTokenKind.CData && token is HtmlDataToken data)
            {
                layout.Words(data.Data);
            }
        }

        return layout.ToString();
    }
}
