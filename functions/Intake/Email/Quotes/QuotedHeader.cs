using Router.Intake.Email.Words;

namespace Router.Intake.Email.Quotes;

/// <summary>
/// The header that Outlook, Gmail, Samsung and GMX write as text above a quoted or forwarded mail ("From: …", "Sent: …", "To: …", "Subject: …"),
/// in the words of <see cref="MailWords"/>.
/// </summary>
/// <param name="Length">Lines it takes.</param>
internal sealed record QuotedHeader(string From, string Subject, int Length)
{
    private const int MaxLines = 12;
    private const int MaxLineLength = 2_000;
    private const int MaxWordLength = 24;

    private static readonly Dictionary<string, Field> Words = Named();

    /// <summary>To whom it went; empty where it does not say.</summary>
    public string To { get; init; } = "";

    private enum Field
    {
        None,
        From,
        Date,
        Subject,
        To,
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

        // Texts are made at the end only: a hostile mail has a hundred thousand lines like these.
        var (from, subject, date, to) = (-1, -1, -1, -1);
        var hasAddress = false;
        var end = start;
        for (; end < lines.Count && end < start + MaxLines && !IsBlank(lines[end]); end++)
        {
            var field = FieldOf(lines[end]);

            // A long list of addressees runs on over several lines; anything else ends the header. So does the next header.
            if ((field == Field.None && !lines[end].Contains('@', StringComparison.Ordinal)) || (field == Field.From && from >= 0))
            {
                break;
            }

            from = field == Field.From ? end : from;
            subject = field == Field.Subject ? end : subject;
            date = field == Field.Date && date < 0 ? end : date;
            to = field == Field.To && to < 0 ? end : to;
            hasAddress |= lines[end].Contains('@', StringComparison.Ordinal);
        }

        // "From: Berlin, To: Munich, Date: 3 March" is no mail's: without an address it has to have more.
        var isHeader = from >= 0 && Value(lines[from]).Length > 0
            && ((first == Field.From && hasAddress && (date >= 0 || subject >= 0)) || (date >= 0 && subject >= 0) || (from == start && date == start + 1 && to > date));
        return isHeader ? new QuotedHeader(Value(lines[from]), subject < 0 ? "" : Value(lines[subject]), end - start) { To = to < 0 ? "" : ToOf(lines, to, end) } : null;
    }

    /// <summary>
    /// A header in words that we do not know, for where the markup or a rule says already that a mail begins: three lines or more of a short name and a
    /// value, an address in one of the first, a year in one of them.
    /// </summary>
    public static QuotedHeader? AtUnknown(IReadOnlyList<string> lines, int start)
    {
        var end = start;
        while (end < lines.Count && end < start + MaxLines && Border(Plain(lines[end])) > 0)
        {
            end++;
        }

        var text = string.Join('\n', lines.Skip(start).Take(end - start).Select(line => OutsideText.Cut(line, MaxLineLength)));
        return end - start >= 3 && text.Contains('@', StringComparison.Ordinal) && text.Contains("20", StringComparison.Ordinal)
            ? new QuotedHeader(Value(lines[start]), "", end - start)
            : null;
    }

    private static string ToOf(IReadOnlyList<string> lines, int start, int end)
    {
        var to = Value(lines[start]);
        for (var i = start + 1; i < end && FieldOf(lines[i]) == Field.None; i++)
        {
            to = $"{to} {Plain(lines[i])}";
        }

        return to;
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
    private static ReadOnlySpan<char> Plain(string line) => line.Length > MaxLineLength ? [] : TextMarks.Bare(line).AsSpan().TrimStart([' ', '>']).Trim();

    // Bold in HTML becomes asterisks in some programs' plain text.
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text) => text.Trim().Trim('*').Trim();

    private static Dictionary<string, Field> Named()
    {
        var named = new Dictionary<string, Field>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, words) in ((Field, string[])[])
            [
                (Field.From, MailWords.All(words => words.From)),
                (Field.Subject, MailWords.All(words => words.Subject)),
                (Field.Date, MailWords.All(words => words.Date)),
                (Field.To, MailWords.All(words => words.To)),
                (Field.Other, MailWords.All(words => words.Other)),
            ])
        {
            foreach (var word in words)
            {
                named.TryAdd(word, field);
            }
        }

        return named;
    }
}
