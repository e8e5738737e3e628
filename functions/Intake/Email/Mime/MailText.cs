using MimeKit;
using Router.Intake.Email.Quotes;

namespace Router.Intake.Email.Mime;

/// <summary>The words of a mail, in the one or two forms in which it brings them.</summary>
/// <param name="Plain">Empty where it has no plain text, or a stub only.</param>
/// <param name="Html">Laid out as text with <see cref="TextMarks"/>; empty where it has no HTML.</param>
internal sealed record MailText(string Plain, string Html)
{
    // Beyond this nobody reads, and nothing of it is kept outside the raw payload.
    private const int MaxCharacters = 500_000;

    // A plain part this much shorter than the HTML is a stub such as "your mail program shows no HTML".
    private const int StubFactor = 5;

    /// <summary>All of it, as a reader sees it.</summary>
    public string Full => Plain.Length > 0 ? Plain : TextMarks.Without(Html);

    public static MailText Of(IReadOnlyList<TextPart> parts)
    {
        var plain = Join(Contents(parts.Where(part => part.IsPlain)).Select(text => TextMarks.Without(text)));
        var html = Join(Contents(parts.Where(part => part.IsHtml)).Select(HtmlText.Read));
        var isStub = html.Length > StubFactor * plain.Length && LooksLikeStub(plain);
        return new MailText(isStub ? "" : plain, html);
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

    private static bool LooksLikeStub(string plain) =>
        plain.Length < 500 && (plain.Contains("HTML", StringComparison.OrdinalIgnoreCase) || plain.Contains("://", StringComparison.Ordinal) || plain.Length < 20);

    private static string Join(IEnumerable<string> texts) => string.Join("\n\n", texts.Select(text => text.Trim()).Where(text => text.Length > 0));

    // The limit holds for all parts together: a thousand long ones are as much work as one that is a thousand times longer.
    private static IEnumerable<string> Contents(IEnumerable<TextPart> parts)
    {
        var left = MaxCharacters;
        foreach (var part in parts)
        {
            if (left <= 0)
            {
                yield break;
            }

            var content = OutsideText.Cut(TextContent.Read(part, MaxCharacters), left);
            left -= content.Length;
            yield return content;
        }
    }
}
