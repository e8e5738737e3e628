using MimeKit;

namespace Router.Intake.Email.Loops;

/// <summary>Whether a machine wrote the mail (RFC 3834, and what mail systems did before it). Answering such a mail starts a loop.</summary>
internal static class AutomaticMail
{
    private const int MaxValueLength = 200;

    private static readonly HashSet<string> Precedences = new(StringComparer.OrdinalIgnoreCase) { "bulk", "list", "junk", "auto_reply", "auto-reply" };

    // Present in no mail that a person wrote to us.
    private static readonly string[] Lists =
        ["List-Id", "List-Unsubscribe", "List-Post", "List-Help", "List-Subscribe", "List-Owner", "List-Archive", "Mailing-List", "X-Mailing-List"];

    private static readonly string[] Autoresponders =
        ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-AutoReply-From", "X-Mail-Autoreply", "X-Failed-Recipients"];

    private static readonly string[] Suppressed = ["All", "AutoReply", "OOF"];

    public static MachineSign SignOf(MimeMessage message)
    {
        var headers = message.Headers;
        return message.Body is MultipartReport || message.Body?.ContentType.IsMimeType("multipart", "report") == true ? MachineSign.Report
            : Values(headers, "Auto-Submitted").Any(IsAutoSubmitted) ? MachineSign.AutoSubmitted
            : Values(headers, "Precedence").Any(Precedences.Contains) ? MachineSign.Precedence
            : Lists.Any(headers.Contains) ? MachineSign.List
            : Autoresponders.Any(headers.Contains) ? MachineSign.Autoresponder
            : Values(headers, "X-Auto-Response-Suppress").Any(IsSuppressed) ? MachineSign.ResponseSuppressed
            : Values(headers, "Return-Path").Any(value => value is "<>") ? MachineSign.NullReturnPath
            : MachineSign.None;
    }

    // "no" may carry parameters or a comment behind it.
    private static bool IsAutoSubmitted(string value)
    {
        var end = value.AsSpan().IndexOfAny("; (");
        var keyword = end < 0 ? value : value[..end];
        return keyword.Length > 0 && !keyword.Equals("no", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSuppressed(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries).Any(word => Suppressed.Contains(word, StringComparer.OrdinalIgnoreCase));

    // A doubled header counts by its worst value: a forger may put a harmless one first.
    private static IEnumerable<string> Values(HeaderList headers, string name) =>
        headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => OutsideText.Line(header.Value, MaxValueLength));
}
