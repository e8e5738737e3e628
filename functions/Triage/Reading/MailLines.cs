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

    private static readonly string[] QuoteEndings =
    [
        "wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "escreveu:", "ha scritto:", "schreef:", "napisał(a):", "napisał:", "napisała:", "pisze:", "skrev:", "kirjoitti:",
        "yazdı:", "пишет:", "写道：", "写道:", "寫道：", "のメール:", "書きました:", "さんは書きました:",
    ];

    // The last line of the head that Outlook and others put above a quoted mail, in its languages.
    private static readonly string[] SubjectLabels =
    [
        "subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "temat", "件名", "主题", "主旨", "主題", "제목", "тема", "θέμα", "konu", "emne", "ämne", "aihe", "الموضوع",
        "נושא", "předmět", "tárgy", "subiect", "predmet", "naslov", "téma",
    ];

    private const int FewestHeadLines = 3;
    private const int LongestLabel = 24;

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

            if (hasWords && (EndsOwnWords(line) || IsSignOff(line, lines.Length - index) || BeginsQuotedMail(lines.AsSpan(index))))
                break;
            if (line.StartsWith('>') || IsHead(line) || EndsWithAny(line, QuoteEndings))
                continue;
            hasWords = true;
            kept.Add(line.TrimStart('#', '*', '-', '•', ' ').Replace("**", "", StringComparison.Ordinal));
        }

        return kept;
    }

    // Labelled lines in a row, among them a subject and an address: a mail program's head, in whatever language.
    private static bool BeginsQuotedMail(ReadOnlySpan<string> lines)
    {
        var (count, hasSubject, hasAddress) = (0, false, false);
        while (count < lines.Length && LabelOf(lines[count]) is { Length: > 0 } label)
        {
            hasSubject |= SubjectLabels.Contains(label.ToString(), StringComparer.OrdinalIgnoreCase);
            hasAddress |= lines[count++].Contains('@', StringComparison.Ordinal);
        }

        return count >= FewestHeadLines && hasSubject && hasAddress;
    }

    private static ReadOnlySpan<char> LabelOf(string line)
    {
        var trimmed = line.AsSpan().Trim(" *\u00a0");
        var colon = trimmed.IndexOfAny(':', '：');
        return colon is > 0 and <= LongestLabel ? trimmed[..colon].TrimEnd(" *\u00a0") : default;
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
