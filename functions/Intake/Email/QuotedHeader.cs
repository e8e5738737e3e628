namespace Router.Intake.Email;

/// <summary>
/// The header that Outlook, Gmail and Apple Mail write as text above a quoted or forwarded mail ("From: …", "Sent: …", "To: …", "Subject: …"),
/// in the languages our customers write.
/// </summary>
/// <param name="Length">Lines it takes.</param>
internal sealed record QuotedHeader(string From, string Subject, int Length)
{
    private const int MaxLines = 12;

    private static readonly string[] FromWords = ["From", "Von", "De", "Da", "Van", "Från", "Fra", "Od", "Lähettäjä", "发件人", "寄件者"];
    private static readonly string[] SubjectWords = ["Subject", "Betreff", "Objet", "Asunto", "Oggetto", "Onderwerp", "Assunto", "Ämne", "Emne", "Temat", "Aihe", "主题", "主旨"];
    private static readonly string[] DateWords =
        ["Sent", "Date", "Gesendet", "Datum", "Envoyé", "Enviado", "Enviado el", "Fecha", "Inviato", "Data", "Verzonden", "Enviada em", "Skickat", "Sendt", "Dato", "Wysłano", "Lähetetty", "发送时间", "日期"];
    private static readonly string[] OtherWords = ["To", "An", "À", "Para", "A", "Aan", "Till", "Til", "Do", "Cc", "Kopie", "Reply-To", "Antwort an", "Importance", "Priorität", "收件人", "抄送"];

    /// <summary>The header that begins at a line; null where none does. A header needs a sender, and a date or a subject close by.</summary>
    public static QuotedHeader? At(IReadOnlyList<string> lines, int start)
    {
        if (Value(lines[start], FromWords) is not { Length: > 0 } from)
        {
            return null;
        }

        var subject = "";
        var hasDate = false;
        var end = start + 1;
        while (end < lines.Count && end < start + MaxLines && Plain(lines[end]).Length > 0)
        {
            var isDate = Value(lines[end], DateWords) is not null;
            var found = Value(lines[end], SubjectWords);

            // A long list of addressees runs on over several lines; anything else ends the header.
            if (!isDate && found is null && Value(lines[end], OtherWords) is null && !Plain(lines[end]).Contains('@', StringComparison.Ordinal))
            {
                break;
            }

            hasDate |= isDate;
            subject = found ?? subject;
            end++;
        }

        return hasDate || subject.Length > 0 ? new QuotedHeader(from, subject, end - start) : null;
    }

    private static string? Value(string line, string[] words)
    {
        var text = Plain(line);
        var border = text.AsSpan().IndexOfAny(':', '：');
        if (border <= 0 || border > 24)
        {
            return null;
        }

        return words.Contains(text[..border].Trim(), StringComparer.OrdinalIgnoreCase) ? text[(border + 1)..].Trim() : null;
    }

    // Bold in HTML becomes asterisks in some programs' plain text; forwards are quoted by some.
    private static string Plain(string line) => line.Length > 2_000 ? "" : line.Replace("*", "", StringComparison.Ordinal).TrimStart('>', ' ').Trim();
}
