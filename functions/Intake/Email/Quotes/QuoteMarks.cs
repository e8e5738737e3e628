using Router.Intake.Email.Words;

namespace Router.Intake.Email.Quotes;

/// <summary>How mail programs announce a quoted or forwarded mail.</summary>
internal static class QuoteMarks
{
    private const int MaxLineLength = 400;
    private const int MaxTailLength = 60;

    // "On … wrote:" and its sisters. Without a beginning the verb needs an address.
    private static readonly AttributionWords[] Attributions = [.. MailWords.Languages.SelectMany(words => words.Attributions).Distinct()];
    private static readonly string[] Verbs = [.. Attributions.Select(words => words.Verb).Distinct(StringComparer.OrdinalIgnoreCase)];
    private static readonly string[] Originals = MailWords.All(words => words.Original);
    private static readonly string[] Forwards = MailWords.All(words => words.Forwarded);
    private static readonly string[] OneSelf = ["I ", "We ", "Ich ", "Wir ", "Je ", "J'", "Nous ", "Yo ", "Io ", "Noi ", "Eu ", "Ik ", "Wij "];

    /// <summary>Whether the line, alone or joined from a few, says that what follows was written by somebody else before.</summary>
    public static bool IsAttribution(string line)
    {
        if (line.Length > 2 * MaxLineLength || !EndsLikeAttribution(line))
        {
            return false;
        }

        // With an address and a time of day it needs no word that we know, so that no language is left out.
        var text = Bare(line);
        return text.Length is >= 8 and <= MaxLineLength && text.Any(char.IsDigit) && ((HasAddress(text) && HasTime(text)) || HasWords(text) || EndsInADate(text));
    }

    /// <summary>Whether an attribution tells so much that in a reply it needs no quoted line below it to be believed.</summary>
    public static bool IsSureAttribution(string line)
    {
        var text = Bare(line);
        return HasTime(text) && (HasAddress(text) || HasYear(text))
            && (HasWords(text) || EndsInADate(text) || text.EndsWith(">:", StringComparison.Ordinal) || text.EndsWith(">：", StringComparison.Ordinal) || text.EndsWith(") :", StringComparison.Ordinal));
    }

    /// <summary>Whether an attribution could begin here that goes on in the next line.</summary>
    public static bool MayBeginAttribution(string line) =>
        line.Length <= MaxLineLength
        && (HasAddress(line) || HasYear(line) || Attributions.Any(mark => mark.Start.Length > 0 && line.StartsWith(mark.Start, StringComparison.OrdinalIgnoreCase)));

    public static bool EndsLikeAttribution(string line)
    {
        var text = TextMarks.Bare(line).TrimEnd();
        return text is [.., ':' or '：'] or ['-', '-', .., '-', '-'] || EndsWithVerb(text);
    }

    /// <summary>"---- words ----", in whatever language.</summary>
    public static bool IsRule(string line) => line.Length <= MaxLineLength && line.AsSpan().Trim() is ['-', '-', .., '-', '-'];

    public static bool IsOriginalMessage(string line) => IsRuled(line, Originals);

    public static bool IsForwardedMessage(string line) =>
        IsRuled(line, Forwards) || (line.Length < MaxLineLength && TextMarks.Bare(line).Trim() is [.. var text, ':' or '：'] && Forwards.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase));

    // "-----Original Message-----": the rule may be long or short.
    private static bool IsRuled(string line, string[] marks)
    {
        var text = TextMarks.Bare(line).AsSpan().TrimStart();
        return line.Length <= MaxLineLength && (text.StartsWith("--") || text.StartsWith("==") || text.StartsWith("__")) && marks.Any(mark => line.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasWords(string text) => Attributions.Any(mark => mark.Start.Length > 0
        ? text.StartsWith(mark.Start, StringComparison.OrdinalIgnoreCase) && text.LastIndexOf(mark.Verb, StringComparison.OrdinalIgnoreCase) >= mark.Start.Length
        : HasAddress(text) && EndsWith(text, mark.Verb));

    // "I wrote to a@b.example on 3 March:" is no attribution, "Ann <a@b.example> wrote:" and "… napisał(a):" are; "… schrieb am 3. März:" is one too.
    private static bool EndsWith(string text, string verb) =>
        text.LastIndexOf(verb, StringComparison.OrdinalIgnoreCase) is var at && at >= 0 && (text.Length - at - verb.Length <= 5 || string.Compare(text, at, "schrieb am ", 0, 11, StringComparison.Ordinal) == 0);

    // A line that broke off before its colon, as some programs write it: only with all the rest.
    private static bool EndsWithVerb(string text) =>
        text.Length is > 0 and <= 2 * MaxLineLength && HasAddress(text) && HasTime(text) && HasYear(text) && Verbs.Any(verb => text.EndsWith(verb, StringComparison.OrdinalIgnoreCase));

    // "Ann Miller wrote on 23/11/2026 10:00:00:", as Notes writes it.
    private static bool EndsInADate(string text)
    {
        if (!HasTime(text) || OneSelf.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        foreach (var verb in Verbs)
        {
            var at = text.IndexOf($" {verb} ", StringComparison.OrdinalIgnoreCase);
            var tail = at < 0 ? "" : text[(at + verb.Length + 2)..].TrimEnd(':', ' ');
            if (at is > 0 and < 80 && tail.Length is > 6 and < MaxTailLength && !HasAddress(tail) && HasTime(tail) && tail.Count(char.IsAsciiDigit) >= 6)
            {
                return true;
            }
        }

        return false;
    }

    // Zoho: "---- On … wrote ----".
    private static string Bare(string line) => TextMarks.Bare(line).Trim(' ', '\t', '\u00a0', '-');

    private static bool HasAddress(string text) => text.Contains('@', StringComparison.Ordinal);

    // "9:05", "09.05", "9h05", "10시 05분", "10時05分".
    private static bool HasTime(string line)
    {
        for (var i = 1; i < line.Length - 1; i++)
        {
            if (line[i] is ':' or 'h' or '.' or '時' or '时' or '：' && char.IsDigit(line[i - 1]) && char.IsDigit(line[i + 1]))
            {
                return true;
            }
        }

        return line.Contains('시', StringComparison.Ordinal);
    }

    private static bool HasYear(string line)
    {
        var at = line.IndexOf("20", StringComparison.Ordinal);
        return (at >= 0 && at + 3 < line.Length && char.IsAsciiDigit(line[at + 2]) && char.IsAsciiDigit(line[at + 3])) || line.Any(c => c > '9' && char.IsDigit(c));
    }
}
