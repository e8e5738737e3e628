namespace Router.Intake.Email.Quotes;

/// <summary>
/// The header that Outlook, Gmail, Samsung and GMX write as text above a quoted or forwarded mail ("From: …", "Sent: …", "To: …", "Subject: …"),
/// in the languages our customers write.
/// </summary>
/// <param name="Length">Lines it takes.</param>
internal sealed record QuotedHeader(string From, string Subject, int Length)
{
    private const int MaxLines = 12;
    private const int MaxLineLength = 2_000;
    private const int MaxWordLength = 24;

    private static readonly Dictionary<string, Field> Words = Named(
        (Field.From, ["From", "Von", "De", "Da", "Van", "Från", "Fra", "Od", "Lähettäjä", "От", "Gönderen", "发件人", "寄件者"]),
        (Field.Subject, ["Subject", "Betreff", "Objet", "Asunto", "Oggetto", "Onderwerp", "Assunto", "Ämne", "Emne", "Temat", "Předmět", "Aihe", "Тема", "Konu", "主题", "主旨"]),
        (Field.Date,
        [
            "Sent", "Date", "Gesendet", "Datum", "Envoyé", "Enviado", "Enviado el", "Enviada", "Enviada em", "Fecha", "Inviato", "Inviata", "Data", "Verzonden", "Skickat", "Sendt",
            "Dato", "Wysłano", "Wysłane", "Odesláno", "Lähetetty", "Отправлено", "Дата", "Gönderildi", "Tarih", "发送时间", "日期",
        ]),
        (Field.Other, ["To", "An", "À", "Para", "A", "Aan", "Till", "Til", "Do", "Komu", "Кому", "Kime", "Cc", "Kopie", "DW", "UDW", "Reply-To", "Antwort an", "Importance", "Priorität", "收件人", "抄送"]));

    private enum Field
    {
        None,
        From,
        Date,
        Subject,
        Other,
    }

    /// <summary>
    /// The header that begins at a line; null where none does. It needs a sender, and a date or a subject close by; where another line than the
    /// sender's begins it, both.
    /// </summary>
    public static QuotedHeader? At(IReadOnlyList<string> lines, int start)
    {
        var first = FieldOf(lines[start]);
        if (first == Field.None)
        {
            return null;
        }

        var (from, subject, hasDate) = ("", "", false);
        var end = start;
        for (; end < lines.Count && end < start + MaxLines && !IsBlank(lines[end]); end++)
        {
            var field = FieldOf(lines[end]);

            // A long list of addressees runs on over several lines; anything else ends the header. So does the next header.
            if ((field == Field.None && !lines[end].Contains('@', StringComparison.Ordinal)) || (field == Field.From && from.Length > 0))
            {
                break;
            }

            from = field == Field.From ? Value(lines[end]) : from;
            subject = field == Field.Subject ? Value(lines[end]) : subject;
            hasDate |= field == Field.Date;
        }

        var isHeader = from.Length > 0 && (first == Field.From ? hasDate || subject.Length > 0 : hasDate && subject.Length > 0);
        return isHeader ? new QuotedHeader(from, subject, end - start) : null;
    }

    private static Field FieldOf(string line)
    {
        var text = Plain(line);
        var border = Border(text);
        return border > 0 && Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Bare(text[..border]), out var field) ? field : Field.None;
    }

    private static string Value(string line)
    {
        var text = Plain(line);
        return Bare(text[(Border(text) + 1)..]).ToString();
    }

    private static bool IsBlank(string line) => Plain(line).IsEmpty;

    private static int Border(ReadOnlySpan<char> text) => text[..Math.Min(text.Length, MaxWordLength + 1)].IndexOfAny(':', '：');

    // Forwards are quoted by some programs.
    private static ReadOnlySpan<char> Plain(string line) => line.Length > MaxLineLength ? [] : line.AsSpan().TrimStart([' ', '>', TextMarks.Quoted]).Trim();

    // Bold in HTML becomes asterisks in some programs' plain text.
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text) => text.Trim().Trim('*').Trim();

    private static Dictionary<string, Field> Named(params ReadOnlySpan<(Field Field, string[] Words)> groups)
    {
        var named = new Dictionary<string, Field>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, words) in groups)
        {
            foreach (var word in words)
            {
                named.Add(word, field);
            }
        }

        return named;
    }
}
