using System.Text.RegularExpressions;

namespace Router.Intake.Email.Quotes;

/// <summary>Where an earlier mail seems to begin.</summary>
/// <param name="HeaderStart">The line of its header, or the one that announces it.</param>
/// <param name="IsHeaderAlone">Whether nothing but the header says so.</param>
internal sealed partial record QuotedMail(int HeaderStart, QuotedHeader? Header, bool IsHeaderAlone)
{
    private const int MaxLineLength = 1_000;

    /// <summary>Whether lines stand with the header that no mail program quotes: somebody pasted the header of a mail.</summary>
    public bool IsPasted(string[] lines) =>
        Header is not null && Enumerable.Range(HeaderStart - 1, Header.Length + 2).Any(i => i >= 0 && i < lines.Length && lines[i].Length < MaxLineLength && Technical().IsMatch(lines[i]));

    [GeneratedRegex(
        @"^[\s>]*(X-[\w-]+|Received|Message-ID|Return-Path|MIME-Version|Content-[\w-]+|DKIM-Signature|Authentication-Results|ARC-[\w-]+|List-[\w-]+|Delivered-To|In-Reply-To|References|User-Agent|Envelope-To)\s*:",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Technical();
}
