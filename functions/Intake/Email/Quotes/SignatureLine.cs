using System.Text.RegularExpressions;

namespace Router.Intake.Email.Quotes;

/// <summary>Tells the lines of a card (name, role, address, legal words) from sentences.</summary>
internal static partial class SignatureLine
{
    private const int MaxLineLength = 300;
    private const int FewestWordsOfASentence = 4;
    private const int WordsOfASentence = 7;
    private const int FewestSmallWords = 6;
    private const int MaxDisclaimerLines = 12;

    private static readonly string[] Disclaimers =
    [
        "confidential", "intended", "privileged", "disclaimer", "virus", "before printing", "vertraulich", "rechtlich geschützt", "umwelt", "confidentiel", "confidencial", "riservat", "vertrouwelijk",
        "poufn", "конфиденциальн", "luottamuks", "fortrolig", "konfidentiell", "registered", "handelsregister", "amtsgericht", "geschäftsführer", "機密",
        "if you are not the", "in error", "notify the sender", "irrtümlich", "par erreur", "por error", "per errore",
    ];

    /// <summary>Whether a line asks or tells something, so that no card goes on from it: surer where it follows another line without a gap.</summary>
    public static bool TellsAtOnce(string[] lines, int i)
    {
        var line = TextMarks.Bare(lines[i]).Trim();
        if (line.Length == 0)
        {
            return false;
        }

        var isBelowGap = i > 0 && TextMarks.Bare(lines[i - 1]).Trim().Length == 0;
        return Postscript().IsMatch(line)
            || (IsSentence(line) && (isBelowGap || (IsEnded(line) && line[0] is not ('"' or '“' or '„' or '«' or '\'') && !IsInDisclaimer(lines, i))));
    }

    public static bool IsSentence(string line)
    {
        if (line.Length > MaxLineLength)
        {
            return !IsDisclaimer(line);
        }

        var words = line.Count(c => c == ' ') + 1;
        var isLong = words >= WordsOfASentence || (words >= FewestWordsOfASentence && line[^1] is '.' or '!' or '?' or '…');
        return (isLong || line[^1] is '?' or '。' or '？' || (line[^1] is ':' && words > 2)) && !IsDisclaimer(line) && !DeviceSignature.Is(line) && (!Contact().IsMatch(line) || IsWordy(line));
    }

    public static bool IsDisclaimer(string line) => Disclaimers.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsEnded(string line) => line[^1] is '.' or '!' or '?' or '…' or '。' or '？' or '！' or ',' or ':' || IsWordy(line);

    // Names, streets and companies are capitalised; a sentence has small words.
    private static bool IsWordy(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => char.IsLower(word[0]) && !word.Contains('@', StringComparison.Ordinal) && !word.Contains("www.", StringComparison.Ordinal) && !word.Contains("//", StringComparison.Ordinal)) >= FewestSmallWords
        && (line[^1] is '.' or '!' or '?' or '…' || line.Contains("? ", StringComparison.Ordinal) || line.Contains(". ", StringComparison.Ordinal));

    // A disclaimer is wrapped as any text.
    private static bool IsInDisclaimer(string[] lines, int i)
    {
        for (var before = i - 1; before >= Math.Max(0, i - MaxDisclaimerLines) && TextMarks.Bare(lines[before]).Trim().Length > 0; before--)
        {
            if (IsDisclaimer(lines[before]))
            {
                return true;
            }
        }

        return false;
    }

    // "PS: …", "P.S. …".
    [GeneratedRegex(@"^P\.?\s?P?\.?\s?S\b[.:,]?\s+\S+\s+\S", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Postscript();

    // An address, a site, a telephone number, the marks between the parts of a card.
    [GeneratedRegex(@"@|www\.|://|[|•·]|(\d[\s./()+-]*){6,}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Contact();
}
