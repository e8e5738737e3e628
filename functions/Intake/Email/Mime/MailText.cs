using MimeKit;
using Router.Intake.Email.Quotes;

namespace Router.Intake.Email.Mime;

/// <summary>The words of a mail, in the one or two forms in which it brings them.</summary>
/// <param name="Plain">Empty where it has no plain text, or a stub only.</param>
/// <param name="Html">Laid out as text with <see cref="TextMarks"/>; empty where it has no HTML.</param>
internal sealed record MailText(string Plain, string Html)
{
    // A plain part this much shorter than the HTML is a stub such as "your mail program shows no HTML".
    private const int StubFactor = 5;
    private const int MaxStub = 500;

    private static readonly string[] ViewingWords =
        ["view", "client", "program", "reader", "browser", "display", "support", "capable", "format", "anzeig", "darstell", "unterstütz", "afficher", "lecteur", "visualis", "visualiz", "mostrar", "cliente", "compatib", "weergeven", "wyświetl", "visa", "vis ", "показ", "просмотр", "表示", "显示", "顯示", "보기"];

    /// <summary>All of it, as a reader sees it.</summary>
    public string Full => Plain.Length > 0 ? Plain : TextMarks.Without(Html);

    public static MailText Of(IReadOnlyList<TextSection> sections)
    {
        // The limit holds for all parts together: a thousand long ones are as much work as one that is a thousand times longer.
        var (plainLeft, htmlLeft) = (TextContent.MaxCharacters, TextContent.MaxCharacters);
        var (plains, htmls) = (new List<string>(), new List<string>());
        var (hasHtml, isAllHtml) = (false, true);
        foreach (var section in sections)
        {
            var plain = Join(Contents(section.Plain, ref plainLeft).Select(TextMarks.Without));
            var html = Join(Contents(section.Html, ref htmlLeft).Select(HtmlText.Read));
            var isPlain = plain.Length > 0 && !IsStub(plain, TextMarks.Without(html));
            plains.Add(isPlain ? plain : TextMarks.Without(html));
            htmls.Add(html.Length > 0 ? html : plain);
            hasHtml |= html.Length > 0;
            isAllHtml &= !isPlain;
        }

        return new MailText(isAllHtml ? "" : Join(plains), hasHtml ? Join(htmls) : "");
    }

    /// <summary>The words that are new, and what is left out of them. Never empty where the text is not.</summary>
    /// <remarks>
    /// Plain text keeps the writer's lines, so it goes first; but what the HTML marks as quote or signature is sure, and what plain text shows
    /// of them is not. Where the two disagree about the words, the marked one is right.
    /// </remarks>
    public NewWords NewPart(ReplyContext context)
    {
        var marked = ReplyText.Read(Html, context);
        if (Plain.Length == 0)
        {
            return marked;
        }

        // Where all of it is marked, the marks tell nothing.
        var plain = ReplyText.Read(Plain, context);
        var tells = TextMarks.In(Html) && marked.Text.Length < TextMarks.Without(Html).Trim().Length;
        return tells && !SameWords(plain.Text, marked.Text) ? marked : plain;
    }

    private static bool SameWords(string one, string other) => one.Where(char.IsLetterOrDigit).SequenceEqual(other.Where(char.IsLetterOrDigit));

    // The plain form says that the other one is meant, or holds only the beginning of it.
    private static bool IsStub(string plain, string html)
    {
        if (html.Length == 0 || plain.Length >= MaxStub)
        {
            return false;
        }

        var isMuchShorter = html.Length > StubFactor * plain.Length && (plain.Contains("HTML", StringComparison.OrdinalIgnoreCase) || plain.Contains("://", StringComparison.Ordinal) || plain.Length < 20);
        var (words, shown) = (Letters(plain), Letters(html));
        return isMuchShorter
            || (plain.Contains("HTML", StringComparison.OrdinalIgnoreCase) && ViewingWords.Any(word => plain.Contains(word, StringComparison.OrdinalIgnoreCase)) && !shown.Contains(words, StringComparison.Ordinal))
            || (words.Length > 0 && shown.Length > (2 * words.Length) + MaxStub && shown.StartsWith(words, StringComparison.Ordinal));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static string Join(IEnumerable<string> texts) => string.Join("\n\n", texts.Select(text => text.Trim()).Where(text => text.Length > 0));

    private static List<string> Contents(IReadOnlyList<TextPart> parts, ref int left)
    {
        var contents = new List<string>();
        foreach (var part in parts)
        {
            if (left <= 0)
            {
                break;
            }

            var content = OutsideText.Cut(TextContent.Read(part, TextContent.MaxCharacters), left);
            left -= content.Length;
            contents.Add(content);
        }

        return contents;
    }
}
