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

    private static readonly char[] All = [Cut, Signature, Quoted];

    public static bool In(string text) => text.AsSpan().IndexOfAny(All) >= 0;

    public static bool HasQuote(string text) => text.AsSpan().IndexOfAny(Cut, Quoted) >= 0;

    /// <summary>The text as a reader sees it.</summary>
    public static string Without(string text) => In(text) ? string.Concat(text.Where(c => !All.Contains(c))) : text;
}
