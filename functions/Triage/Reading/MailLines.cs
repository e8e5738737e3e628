namespace Router.Triage.Reading;

/// <summary>Keeps the lines of a mail that its author wrote for us: no quotes, no forwarding heads, no signature.</summary>
internal static class MailLines
{
    private const int MaxSignatureLines = 12;

    private static readonly string[] ForwardHeads =
        ["from:", "to:", "cc:", "date:", "sent:", "subject:", "von:", "an:", "gesendet:", "betreff:", "de:", "à:", "objet:", "envoyé:"];

    private static readonly string[] SignOffs =
    [
        "best", "best regards", "kind regards", "warm regards", "regards", "many thanks", "thanks", "thank you", "thx", "cheers", "sincerely", "yours", "yours sincerely",
        "yours faithfully", "with kind regards", "all the best", "mit freundlichen grüßen", "mit freundlichen grüssen", "viele grüße", "liebe grüße", "beste grüße", "mfg", "lg",
        "cordialement", "bien cordialement", "merci", "merci d'avance", "saludos", "un saludo", "atentamente", "gracias", "obrigado", "obrigada", "atenciosamente", "grazie",
        "cordiali saluti", "saluti", "thanks in advance",
    ];

    private static readonly string[] QuoteEndings = ["wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "escreveu:", "ha scritto:"];

    private static readonly string[] QuoteRules = ["-----original message", "-----ursprüngliche nachricht", "________________________________"];

    public static IReadOnlyList<string> Keep(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var kept = KeepOwn(lines);
        // Somebody who only quotes still asks something.
        return kept.Exists(line => line.Length > 0) ? kept : [.. lines.Select(line => line.TrimStart('>', ' ').Trim())];
    }

    private static List<string> KeepOwn(string[] lines)
    {
        var kept = new List<string>(Math.Min(lines.Length, 1024));
        var hasWords = false;
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].Trim();
            if (line.Length == 0)
            {
                kept.Add(line);
                continue;
            }

            if (hasWords && (EndsOwnWords(line) || IsSignOff(line, lines.Length - index)))
                break;
            if (line.StartsWith('>') || IsHead(line) || EndsWithAny(line, QuoteEndings))
                continue;
            hasWords = true;
            kept.Add(line.TrimStart('#', '*', '-', '•', ' ').Replace("**", "", StringComparison.Ordinal));
        }

        return kept;
    }

    private static bool EndsOwnWords(string line) =>
        line is "--" or "—"
        || StartsWithAny(line, QuoteRules)
        || line.StartsWith("Sent from my ", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("Von meinem iPhone", StringComparison.OrdinalIgnoreCase);

    private static bool IsSignOff(string line, int linesLeft) =>
        linesLeft <= MaxSignatureLines && SignOffs.Contains(line.TrimEnd(',', '.', '!', ' '), StringComparer.OrdinalIgnoreCase);

    private static bool IsHead(string line) =>
        line.StartsWith("-----", StringComparison.Ordinal) || StartsWithAny(line, ForwardHeads);

    private static bool StartsWithAny(string line, string[] starts) =>
        Array.Exists(starts, start => line.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static bool EndsWithAny(string line, string[] ends) =>
        Array.Exists(ends, end => line.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
