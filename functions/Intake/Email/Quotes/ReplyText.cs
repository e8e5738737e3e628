namespace Router.Intake.Email.Quotes;

/// <summary>The words a customer added in a reply, apart from what is quoted and from the signature.</summary>
internal static class ReplyText
{
    private const int MaxAttributionLines = 4;
    private const int MaxJoinedLine = 400;

    /// <param name="text">May hold <see cref="TextMarks"/>.</param>
    /// <param name="isReply">Whether the mail answers another; only then is a line with "&gt;" a quote and not, say, a prompt in a pasted log.</param>
    /// <returns>Never empty where the text is not: where everything looks quoted, the whole text is returned. Holds no marks.</returns>
    public static string NewPart(string text, bool isReply)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var kept = new List<string>();
        for (var i = 0; i < lines.Length && !EndsHere(lines, i, isReply); i++)
        {
            if (AttributionLength(lines, i, isReply) is var length and > 0)
            {
                if (!IsQuoted(NextWritten(lines, i + length)))
                {
                    break;
                }

                isReply = true;
                i += length - 1;
            }
            else if (!IsMarked(lines[i]) && (!isReply || !IsQuoted(lines[i])))
            {
                kept.Add(lines[i]);
            }
        }

        return Trimmed(kept) is { Length: > 0 } part ? part : TextMarks.Without(text).Trim();
    }

    private static bool EndsHere(string[] lines, int i, bool isReply)
    {
        var line = lines[i];
        return IsSignatureMark(line)
            || line.StartsWith(TextMarks.Cut)
            || QuoteMarks.IsOriginalMessage(line)
            || (QuoteMarks.IsRule(line) && i + 1 < lines.Length && QuotedHeader.At(lines, i + 1) is not null)
            || (isReply && QuotedHeader.At(lines, i) is not null);
    }

    // "-- " by the book; the blank at the end is often lost on the way.
    private static bool IsSignatureMark(string line) => line.Length <= 3 && line.TrimEnd() == "--";

    private static bool IsMarked(string line) => line.StartsWith(TextMarks.Signature) || line.StartsWith(TextMarks.Quoted);

    private static bool IsQuoted(string? line) => line?.TrimStart().StartsWith('>') == true;

    private static string? NextWritten(string[] lines, int start) => lines.Skip(start).Take(20).FirstOrDefault(line => line.Trim().Length > 0);

    // Zero for no attribution here.
    private static int AttributionLength(string[] lines, int start, bool isReply)
    {
        var length = LengthToColon(lines, start);
        return length > 0 && (IsQuoted(NextWritten(lines, start + length)) || (isReply && QuoteMarks.IsSureAttribution(Joined(lines, start, length)))) ? length : 0;
    }

    // Programs wrap "On … wrote:" where it is long.
    private static int LengthToColon(string[] lines, int start)
    {
        if (QuoteMarks.IsAttribution(lines[start]))
        {
            return 1;
        }

        if (!QuoteMarks.MayBeginAttribution(lines[start].TrimStart()))
        {
            return 0;
        }

        var end = start + 1;
        while (end < lines.Length && end < start + MaxAttributionLines && lines[end].Trim().Length > 0 && !QuoteMarks.EndsLikeAttribution(lines[end]))
        {
            end++;
        }

        var length = Math.Min(end + 1, lines.Length) - start;
        return length <= MaxAttributionLines && QuoteMarks.IsAttribution(Joined(lines, start, length)) ? length : 0;
    }

    private static string Joined(string[] lines, int start, int length) => string.Join(' ', lines.Skip(start).Take(length).Select(line => OutsideText.Cut(line, MaxJoinedLine).Trim()));

    private static string Trimmed(List<string> lines)
    {
        var end = lines.Count;
        while (end > 0 && IsNoise(lines[end - 1]))
        {
            end--;
        }

        return string.Join('\n', lines.Take(end)).Trim();
    }

    private static bool IsNoise(string line)
    {
        var text = line.Trim();
        return text.Length == 0 || (text.Length >= 5 && text.All(c => c is '_' or '-' or '=')) || DeviceSignature.Is(text);
    }
}
