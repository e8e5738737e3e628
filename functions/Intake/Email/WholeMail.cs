using Router.Intake.Email.Mime;
using Router.Intake.Email.Quotes;
using Router.Requests;

namespace Router.Intake.Email;

/// <summary>A mail as it came, for people: all its words, with what was left out of them marked.</summary>
/// <param name="HasHtml">Whether <see cref="HtmlOf"/> has something to show.</param>
internal sealed record WholeMail(IReadOnlyList<WholePart> Parts, bool HasHtml)
{
    /// <summary>Null where the bytes are no mail that we can read.</summary>
    public static WholeMail? Read(byte[] mime, DateTimeOffset receivedAt) =>
        MailReader.Read(mime, receivedAt).Mail is { } mail ? new WholeMail([.. PartsOf(mail)], mail.HasHtml) : null;

    /// <summary>All its words as one text.</summary>
    public static string? TextOf(byte[] mime, DateTimeOffset receivedAt) => MailReader.Read(mime, receivedAt).Mail?.FullText;

    /// <summary>Its HTML, safe to show in a frame; null where it has none.</summary>
    public static string? HtmlOf(byte[] mime)
    {
        var (message, _) = MailParser.Parse(mime);
        using (message)
        {
            var html = message is null ? [] : MailParts.Of(message).Sections.SelectMany(section => section.Html).Select(part => SafeHtml.Of(TextContent.Read(part, TextContent.MaxCharacters))).ToList();
            return html.Count == 0 ? null : string.Join("<hr>", html);
        }
    }

    private static IEnumerable<WholePart> PartsOf(ParsedMail mail)
    {
        var at = 0;
        foreach (var cut in mail.Cuts)
        {
            var text = OutsideText.Block(cut.Text, InboundRequest.MaxTextLength);
            var start = mail.FullText.IndexOf(text, at, StringComparison.Ordinal);
            if (text.Length == 0 || start < 0)
            {
                // It stands in the other form of the mail only, or beyond what is kept.
                continue;
            }

            if (mail.FullText[at..start].Trim() is { Length: > 0 } before)
            {
                yield return new WholePart(before, null);
            }

            yield return new WholePart(text, cut.Reason);
            at = start + text.Length;
        }

        if (mail.FullText[at..].Trim() is { Length: > 0 } rest)
        {
            yield return new WholePart(rest, null);
        }
    }
}

/// <param name="Reason">Why it was left out; null for what is kept.</param>
internal sealed record WholePart(string Text, CutReason? Reason);
