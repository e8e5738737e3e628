namespace Router.Intake.Email.Quotes;

/// <summary>
/// Marks in a mail what its writer did not write now. Each mark has to be sure: what may as well be the writer's own stays.
/// </summary>
internal sealed class QuoteFinder(CutPlan plan, ReplyContext context)
{
    private const int MaxAttributionLines = 4;
    private const int MaxJoinedLine = 400;
    private const int MaxLinesToHeader = 4;
    private const int MaxFieldName = 20;

    private readonly string[] _lines = plan.Lines;
    private readonly SignatureBlock _signatures = new(plan.Lines, context.Parties.SenderName);
    private bool _isReply = context.IsReply;

    // False from where a mail that the writer sends on begins: what it quotes is new to us.
    private bool _quotes = true;
    private bool _isIntroduced;
    private bool _hasQuote;
    private bool _isWritersOwn;
    private int? _lastAnswer;

    public void Mark()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            if (_signatures.LengthAt(i) is var signature and > 0)
            {
                plan.Cut(i, signature, CutReason.Signature);
                i += signature - 1;
            }
            else if (_lines[i].StartsWith(TextMarks.Signature))
            {
                i = CutMarkedSignature(i);
            }
            else if (_quotes)
            {
                i = MarkQuote(i);
            }
        }
    }

    // A mail program's signature: what its writer typed below it stands in the same element.
    private int CutMarkedSignature(int start)
    {
        var (end, hasBegun) = (start, false);
        for (var (i, stays) = (start, false); i < _lines.Length && (_lines[i].StartsWith(TextMarks.Signature) || _lines[i].Trim().Length == 0); i++)
        {
            stays = !SignatureLine.IsDisclaimer(_lines[i]) && (stays || (SignatureLine.TellsAtOnce(_lines, i) && (hasBegun || !DeviceSignature.IsLikely(_lines[i]))));
            hasBegun |= TextMarks.Bare(_lines[i]).Trim().Length > 0;
            if (!stays && _lines[i].StartsWith(TextMarks.Signature))
            {
                plan.Cut(i, 1, CutReason.Signature);
            }

            end = i;
        }

        return end;
    }

    /// <returns>The last line that was dealt with.</returns>
    private int MarkQuote(int i)
    {
        if (QuoteMarks.IsForwardedMessage(_lines[i]))
        {
            _quotes = false;
            return i;
        }

        if (QuotedMailAt(i) is { } quoted)
        {
            return Judge(i, quoted);
        }

        if (AttributionLength(i) is var length and > 0)
        {
            if (IsQuoted(NextWritten(i + length)))
            {
                plan.Cut(i, length, CutReason.QuotedLines);
                _isReply = true;
                _hasQuote = true;
                return i + length - 1;
            }

            return CutRest(i);
        }

        if (_isReply && (_lines[i].StartsWith(TextMarks.Quoted) || (IsQuoted(_lines[i]) && !IsIntroduced(i) && !IsWritersOwn(i))))
        {
            plan.Cut(i, 1, CutReason.QuotedLines);
            _hasQuote = true;
        }

        return i;
    }

    private int Judge(int i, QuotedMail quoted)
    {
        var header = quoted.Header;
        if (header is not null && (quoted.IsPasted(_lines) || (quoted.IsHeaderAlone && IsAnnounced(i))))
        {
            // The writer shows us a header; what he writes below it is his.
            return quoted.HeaderStart + header.Length - 1;
        }

        var isOurs = header is not null && context.Parties.IsRecipient(header.From);
        if ((!_isReply && !isOurs) || (header is not null && context.Parties.IsBetweenOthers(header)) || HasAnswersBelow(i))
        {
            _quotes = false;
            return i;
        }

        return CutRest(i);
    }

    private int CutRest(int i)
    {
        plan.Cut(i, _lines.Length - i, CutReason.QuotedMail);
        return _lines.Length;
    }

    private QuotedMail? QuotedMailAt(int i)
    {
        var line = _lines[i];
        var (isSure, isDrawn) = (line.StartsWith(TextMarks.Cut) || QuoteMarks.IsOriginalMessage(line), line.StartsWith(TextMarks.Line) || QuoteMarks.IsRule(line));
        if (!isSure && !isDrawn)
        {
            return QuotedHeader.At(_lines, i) is { } alone ? new QuotedMail(i, alone, IsHeaderAlone: true) : null;
        }

        for (var start = i; start < Math.Min(_lines.Length, i + MaxLinesToHeader); start++)
        {
            if ((QuotedHeader.At(_lines, start) ?? QuotedHeader.AtUnknown(_lines, start)) is { } header)
            {
                return new QuotedMail(start, header, IsHeaderAlone: false);
            }
        }

        return line.StartsWith(TextMarks.Cut) || (isSure && IsOfAnEarlierMail(i + 1)) ? new QuotedMail(i, null, IsHeaderAlone: false) : null;
    }

    // Outlook can put the writer's name before what he writes into a quoted mail.
    private bool HasAnswersBelow(int i)
    {
        _lastAnswer ??= Array.FindLastIndex(_lines, line => OwnWordsCheck.IsSigned(line, context.Parties.SenderName));
        return _lastAnswer > i;
    }

    private bool IsAnnounced(int i) => LastWritten(i) is { } before && before.EndsWith(':') && !QuoteMarks.IsAttribution(before) && !before.Contains('@', StringComparison.Ordinal);

    // "The log says:" and then lines with ">" and no attribution: a log, and no quote.
    private bool IsIntroduced(int i)
    {
        if (i > 0 && IsQuoted(_lines[i - 1]))
        {
            return _isIntroduced;
        }

        return _isIntroduced = IsAnnounced(i) && LastWritten(i)?.Any(char.IsDigit) == false;
    }

    // Right below an open line of the writer's, and nobody named as its author: a path through a menu, a difference, a prompt.
    private bool IsWritersOwn(int i)
    {
        if (i > 0 && IsQuoted(_lines[i - 1]))
        {
            return _isWritersOwn;
        }

        return _isWritersOwn = !_hasQuote && i > 0 && _lines[i - 1].TrimEnd() is [.., not ('.' or '!' or '?' or '…' or ',')] && !plan.IsCut(i - 1);
    }

    private string? LastWritten(int i)
    {
        for (var before = i - 1; before >= 0 && before > i - 4; before--)
        {
            if (_lines[before].Trim() is { Length: > 0 } written)
            {
                return plan.IsCut(before) ? null : written;
            }
        }

        return null;
    }

    private string? NextWritten(int start) => _lines.Skip(start).Take(20).FirstOrDefault(line => line.Trim().Length > 0);

    // "-----Original Message-----" and a sentence below it is a mention of it.
    private bool IsOfAnEarlierMail(int start)
    {
        var next = start;
        while (next < _lines.Length && next < start + MaxLinesToHeader && _lines[next].Trim().Length == 0)
        {
            next++;
        }

        return next < _lines.Length && (IsQuoted(_lines[next]) || IsField(_lines[next]) || LengthToColon(next) > 0);
    }

    private static bool IsField(string line) => line.AsSpan().IndexOfAny(':', '：') is > 0 and < MaxFieldName;

    private static bool IsQuoted(string? line) => line?.TrimStart().StartsWith('>') == true;

    // Zero for no attribution here.
    private int AttributionLength(int start)
    {
        var length = LengthToColon(start);
        if (length == 0 || !(_isReply || context.Parties.IsRecipient(Joined(start, length))))
        {
            return 0;
        }

        return IsQuoted(NextWritten(start + length)) || QuoteMarks.IsSureAttribution(Joined(start, length)) ? length : 0;
    }

    // Programs wrap "On … wrote:" where it is long.
    private int LengthToColon(int start)
    {
        if (QuoteMarks.IsAttribution(_lines[start]))
        {
            return 1;
        }

        if (!QuoteMarks.MayBeginAttribution(_lines[start].TrimStart()))
        {
            return 0;
        }

        var end = start + 1;
        while (end < _lines.Length && end < start + MaxAttributionLines && _lines[end].Trim().Length > 0 && !QuoteMarks.EndsLikeAttribution(_lines[end]))
        {
            end++;
        }

        var length = Math.Min(end + 1, _lines.Length) - start;
        return length <= MaxAttributionLines && QuoteMarks.IsAttribution(Joined(start, length)) ? length : 0;
    }

    private string Joined(int start, int length) => string.Join(' ', _lines.Skip(start).Take(length).Select(line => OutsideText.Cut(line, MaxJoinedLine).Trim()));
}
