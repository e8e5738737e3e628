namespace Router.Intake.Email.Quotes;

/// <summary>
/// Control characters that stand first in a line of text laid out from HTML: what the markup of a mail program says about the line. Outside text
/// never holds them, as it is cleaned before.
/// </summary>
internal static class TextMarks
{
    /// <summary>All that follows is the mail answered or sent on.</summary>
    public const char Cut = '\u0001';

    /// <summary>The line belongs to a signature.</summary>
    public const char Signature = '\u0002';

    /// <summary>The line quotes, or announces a quote.</summary>
    public const char Quoted = '\u0003';

    /// <summary>A line is drawn above what follows: a quoted mail where a header stands below it, and else a box of the writer's.</summary>
    public const char Line = '\u0004';

    private static readonly char[] All = [Cut, Signature, Quoted, Line];

    public static bool In(string text) => text.AsSpan().IndexOfAny(All) >= 0;

    public static bool HasQuote(string text) => text.AsSpan().IndexOfAny(Cut, Quoted) >= 0;

    /// <summary>The text as a reader sees it.</summary>
    public static string Without(string text) => In(text) ? string.Concat(text.Where(c => !All.Contains(c))) : text;

    /// <summary>The same without what only turns the reading direction: mail programs put such marks around names and addresses.</summary>
    public static string Bare(string line) => line.Any(IsUnseen) ? string.Concat(line.Where(c => !IsUnseen(c))) : line;

    private static bool IsUnseen(char c) => c is <= '\u0004' and > '\0' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
