namespace Router.Intake.Email.Quotes;

/// <summary>
/// The block below "-- ": who wrote, as a card. It ends where something follows that a card does not hold, and it is none where its first line is a
/// sentence, or where the mark comes again and again between points.
/// </summary>
internal sealed class SignatureBlock
{
    private const string Mark = "-- ";
    private const int MaxLines = 25;
    private const int MaxGap = 3;
    private const int MaxNameLength = 60;
    private const int MaxNameWords = 5;

    private readonly string[] _lines;
    private readonly string _sender;
    private readonly int _marks;

    public SignatureBlock(string[] lines, string sender)
    {
        (_lines, _sender) = (lines, sender);
        _marks = lines.Count(IsMark);
    }

    /// <summary>How many lines of signature begin here; zero for none.</summary>
    public int LengthAt(int start)
    {
        var isByTheBook = _lines[start] == Mark;
        if (!IsMark(_lines[start]) || (_marks > 1 && !isByTheBook))
        {
            return 0;
        }

        var end = start + 1;
        for (var written = 0; end < _lines.Length && !EndsBlock(start, end); end++)
        {
            written += _lines[end].Trim().Length > 0 ? 1 : 0;
            if (written > MaxLines)
            {
                return 0;
            }
        }

        var first = _lines.Skip(start + 1).Take(end - start - 1).FirstOrDefault(line => line.Trim().Length > 0)?.Trim();
        return first is null ? (end == _lines.Length ? end - start : 0)
            : IsListIntroduced(start, first) ? 0
            : isByTheBook && _marks == 1 ? (SignatureLine.IsSentence(first) ? 0 : end - start)
            : IsName(first) ? end - start
            : 0;
    }

    // "-- " by the book; the blank at the end is often lost on the way.
    private static bool IsMark(string line) => line.Length <= 3 && line.TrimEnd() == "--";

    private bool EndsBlock(int start, int i)
    {
        var line = TextMarks.Bare(_lines[i]).Trim();
        return line.Length > 0
            && (line[0] == '>'
                || _lines[i][0] is TextMarks.Cut or TextMarks.Line or TextMarks.Quoted
                || (i > start + 1 && QuoteMarks.IsAttribution(line) && QuoteMarks.IsSureAttribution(line))
                || QuoteMarks.IsOriginalMessage(line)
                || QuoteMarks.IsForwardedMessage(line)
                || QuotedHeader.At(_lines, i) is not null
                || (i > start + 1 && SignatureLine.TellsAtOnce(_lines, i)));
    }

    // "Please add:", and a list of points below the mark.
    private bool IsListIntroduced(int start, string first) =>
        first is ['-' or '*' or '•' or '–', ' ', ..] && _lines[Math.Max(0, start - MaxGap)..start].LastOrDefault(line => line.Trim().Length > 0)?.TrimEnd() is [.., ':' or '：'];

    private bool IsName(string line)
    {
        if (_sender.Length > 0 && line.Contains(_sender.Split(' ')[0], StringComparison.OrdinalIgnoreCase) && line.Length <= MaxNameLength)
        {
            return true;
        }

        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return line.Length <= MaxNameLength && words.Length <= MaxNameWords && !line.Any(c => char.IsDigit(c) || c is '?' or '!' or ':' or ';' or '=')
            && words.All(word => !char.IsLower(word[0]) || word.Length <= 3) && words.Any(word => char.IsLetter(word[0]));
    }
}
