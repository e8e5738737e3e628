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

        // Zoho: "---- On … wrote ----".
        var text = line.Trim(' ', '\t', '\u00a0', '-');
        var hasAddress = text.Contains('@', StringComparison.Ordinal);
        return text.Length is >= 8 and <= MaxLineLength
            && text.Any(char.IsAsciiDigit)
            && ((hasAddress && IsSureAttribution(text)) || Attributions.Any(mark => Fits(text, mark.Start, mark.Verb, hasAddress)));
    }

    /// <summary>
    /// Whether the line tells so much (a time of day, and a year or an address) that it needs no quoted line below it to be believed. With a year
    /// and an address it needs no word that we know either, so that no language is left out.
    /// </summary>
    public static bool IsSureAttribution(string line) =>
        (line.Contains('@', StringComparison.Ordinal) || HasYear(line)) && HasTime(line);

    /// <summary>Whether an attribution could begin here that goes on in the next line.</summary>
    public static bool MayBeginAttribution(string line) =>
        line.Length <= MaxLineLength
        && (line.Contains('@', StringComparison.Ordinal) || HasYear(line) || Attributions.Any(mark => mark.Start.Length > 0 && line.StartsWith(mark.Start, StringComparison.OrdinalIgnoreCase)));

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

    private static bool Fits(string text, string start, string verb, bool hasAddress) =>
        (start.Length > 0 || hasAddress)
        && text.StartsWith(start, StringComparison.OrdinalIgnoreCase)
        && text.LastIndexOf(verb, StringComparison.OrdinalIgnoreCase) >= start.Length;

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
