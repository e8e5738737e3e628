namespace Router.Intake.Email;

/// <summary>How mail programs announce a quoted or forwarded mail, in the languages our customers write.</summary>
internal static class QuoteMarks
{
    private const int MaxLineLength = 400;

    // "On … wrote:" and its sisters: how the line begins, and the verb near its end.
    private static readonly (string Start, string Verb)[] Attributions =
    [
        ("On ", "wrote"), ("Am ", "schrieb"), ("Le ", "écrit"), ("Il ", "ha scritto"), ("El ", "escribió"), ("Op ", "schreef"),
        ("Em ", "escreveu"), ("A ", "escreveu"), ("Den ", "skrev"), ("W dniu ", "napisał"), ("W dniu ", "pisze"), ("Dnia ", "napisał"),
        ("Dne ", "napsal"), ("", "kirjoitti"), ("", "写道"), ("", "寫道"), ("", "wrote"), ("", "schrieb"),
    ];

    private static readonly string[] Originals =
    [
        "Original Message", "Ursprüngliche Nachricht", "Originalnachricht", "Message d'origine", "Message original", "Mensaje original",
        "Messaggio originale", "Oorspronkelijk bericht", "Mensagem original", "Ursprungligt meddelande", "Original meddelelse", "Oprindelig meddelelse",
    ];

    private static readonly string[] Forwards =
    [
        "Forwarded message", "Begin forwarded message", "Weitergeleitete Nachricht", "Anfang der weitergeleiteten Nachricht", "Message transféré",
        "Début du message transféré", "Début du message réexpédié", "Mensaje reenviado", "Inicio del mensaje reenviado", "Messaggio inoltrato",
        "Inizio messaggio inoltrato", "Doorgestuurd bericht", "Mensagem encaminhada",
    ];

    /// <summary>Whether the line, alone or joined from a few, says that what follows was written by somebody else before.</summary>
    public static bool IsAttribution(string line)
    {
        var text = line.Trim();
        if (text.Length is < 8 or > MaxLineLength || text[^1] is not (':' or '：') || !text.Any(char.IsAsciiDigit))
        {
            return false;
        }

        return Attributions.Any(mark =>
            text.StartsWith(mark.Start, StringComparison.OrdinalIgnoreCase)
            && text.LastIndexOf(mark.Verb, StringComparison.OrdinalIgnoreCase) is var at && at >= mark.Start.Length
            && (mark.Start.Length > 0 || text.Contains('@', StringComparison.Ordinal)));
    }

    /// <summary>Whether an attribution could begin here that goes on in the next line.</summary>
    public static bool MayBeginAttribution(string line) =>
        Attributions.Any(mark => mark.Start.Length > 0 && line.StartsWith(mark.Start, StringComparison.OrdinalIgnoreCase));

    public static bool IsOriginalMessage(string line) => IsRuled(line, Originals);

    public static bool IsForwardedMessage(string line) =>
        IsRuled(line, Forwards) || Forwards.Any(mark => line.Trim().Equals($"{mark}:", StringComparison.OrdinalIgnoreCase));

    // "-----Original Message-----": the rule may be long or short.
    private static bool IsRuled(string line, string[] marks)
    {
        var text = line.Trim();
        return text.Length <= 200 && text.StartsWith("--", StringComparison.Ordinal) && marks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }
}
