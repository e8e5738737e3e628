namespace Router.Intake.Email.Quotes;

/// <summary>How mail programs announce a quoted or forwarded mail, in the languages our customers write.</summary>
internal static class QuoteMarks
{
    private const int MaxLineLength = 400;

    // "On … wrote:" and its sisters: how the line begins, and the verb near its end. Without a beginning it needs an address.
    private static readonly (string Start, string Verb)[] Attributions =
    [
        ("On ", "wrote"), ("Am ", "schrieb"), ("Am ", "geschrieben"), ("Le ", "écrit"), ("Il ", "ha scritto"), ("El ", "escribió"), ("En ", "escribió"),
        ("Op ", "schreef"), ("Op ", "geschreven"), ("Em ", "escreveu"), ("Às ", "escreveu"), ("A ", "escreveu"), ("No dia ", "escreveu"), ("Den ", "skrev"),
        ("W dniu ", "napisał"), ("W dniu ", "pisze"), ("Dnia ", "napisał"), ("Wiadomość napisana przez ", "w dniu"), ("Dne ", "napsal"),
        ("", "kirjoitti"), ("", "写道"), ("", "寫道"), ("", "wrote"), ("", "schrieb"), ("", "a écrit"), ("", "escribió"), ("", "ha scritto"), ("", "escreveu"),
        ("", "schreef"), ("", "napisał"), ("", "pisze"), ("", "skrev"),
    ];

    private static readonly string[] Originals =
    [
        "Original Message", "Ursprüngliche Nachricht", "Originalnachricht", "Message d'origine", "Message d’origine", "Message original", "Mensaje original",
        "Messaggio originale", "Oorspronkelijk bericht", "Mensagem original", "Ursprungligt meddelande", "Original meddelelse", "Oprindelig meddelelse",
        "Oryginalna wiadomość", "Wiadomość oryginalna", "Původní zpráva",
    ];

    private static readonly string[] Forwards =
    [
        "Forwarded message", "Begin forwarded message", "Weitergeleitete Nachricht", "Anfang der weitergeleiteten Nachricht", "Message transféré",
        "Début du message transféré", "Début du message réexpédié", "Mensaje reenviado", "Inicio del mensaje reenviado", "Messaggio inoltrato",
        "Inizio messaggio inoltrato", "Doorgestuurd bericht", "Begin doorgestuurd bericht", "Mensagem encaminhada", "Início da mensagem encaminhada",
        "Przekazana wiadomość", "Początek przekazywanej wiadomości", "Forwarded Message",
    ];

    /// <summary>Whether the line, alone or joined from a few, says that what follows was written by somebody else before.</summary>
    public static bool IsAttribution(string line)
    {
        if (line.Length > 2 * MaxLineLength || !EndsLikeAttribution(line))
        {
            return false;
        }

        // With an address and a time of day it needs no word that we know, so that no language is left out.
        var text = Bare(line);
        return text.Length is >= 8 and <= MaxLineLength && text.Any(char.IsAsciiDigit) && ((HasAddress(text) && HasTime(text)) || HasWords(text));
    }

    /// <summary>Whether an attribution tells so much that in a reply it needs no quoted line below it to be believed.</summary>
    public static bool IsSureAttribution(string line)
    {
        var text = Bare(line);
        return HasTime(text) && (HasAddress(text) || HasYear(text)) && (HasWords(text) || text.EndsWith(">:", StringComparison.Ordinal));
    }

    /// <summary>Whether an attribution could begin here that goes on in the next line.</summary>
    public static bool MayBeginAttribution(string line) =>
        line.Length <= MaxLineLength
        && (HasAddress(line) || HasYear(line) || Attributions.Any(mark => mark.Start.Length > 0 && line.StartsWith(mark.Start, StringComparison.OrdinalIgnoreCase)));

    public static bool EndsLikeAttribution(string line) => line.AsSpan().TrimEnd() is [.., ':' or '：'] or ['-', '-', .., '-', '-'];

    /// <summary>"---- words ----", in whatever language.</summary>
    public static bool IsRule(string line) => line.Length <= MaxLineLength && line.AsSpan().Trim() is ['-', '-', .., '-', '-'];

    public static bool IsOriginalMessage(string line) => IsRuled(line, Originals);

    public static bool IsForwardedMessage(string line) =>
        IsRuled(line, Forwards) || (EndsLikeAttribution(line) && line.Length < MaxLineLength && Forwards.Contains(line.Trim()[..^1], StringComparer.OrdinalIgnoreCase));

    // "-----Original Message-----": the rule may be long or short.
    private static bool IsRuled(string line, string[] marks)
    {
        return line.Length <= MaxLineLength && line.AsSpan().TrimStart().StartsWith("--") && marks.Any(mark => line.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasWords(string text) => Attributions.Any(mark => mark.Start.Length > 0
        ? text.StartsWith(mark.Start, StringComparison.OrdinalIgnoreCase) && text.LastIndexOf(mark.Verb, StringComparison.OrdinalIgnoreCase) >= mark.Start.Length
        : HasAddress(text) && EndsWith(text, mark.Verb));

    // "I wrote to a@b.example on 3 March:" is no attribution, "Ann <a@b.example> wrote:" and "… napisał(a):" are; "… schrieb am 3. März:" is one too.
    private static bool EndsWith(string text, string verb) =>
        text.LastIndexOf(verb, StringComparison.OrdinalIgnoreCase) is var at && at >= 0 && (text.Length - at - verb.Length <= 5 || string.Compare(text, at, "schrieb am ", 0, 11, StringComparison.Ordinal) == 0);

    // Zoho: "---- On … wrote ----".
    private static string Bare(string line) => line.Trim(' ', '\t', '\u00a0', '-');

    private static bool HasAddress(string text) => text.Contains('@', StringComparison.Ordinal);

    // "9:05", "09.05", "9h05".
    private static bool HasTime(string line)
    {
        for (var i = 1; i < line.Length - 1; i++)
        {
            if (line[i] is ':' or 'h' or '.' && char.IsAsciiDigit(line[i - 1]) && char.IsAsciiDigit(line[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasYear(string line)
    {
        var at = line.IndexOf("20", StringComparison.Ordinal);
        return at >= 0 && at + 3 < line.Length && char.IsAsciiDigit(line[at + 2]) && char.IsAsciiDigit(line[at + 3]);
    }
}
