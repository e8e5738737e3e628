using MimeKit;

namespace Router.Intake.Email;

/// <summary>Whether a machine wrote the mail (RFC 3834, and what mail systems did before it). Answering such a mail starts a loop.</summary>
internal static class AutomaticMail
{
    private const int MaxValueLength = 200;

    private static readonly HashSet<string> Precedences = new(StringComparer.OrdinalIgnoreCase) { "bulk", "list", "junk", "auto_reply", "auto-reply" };

    // Present in no mail that a person wrote to us.
    private static readonly string[] Marks =
        ["List-Id", "List-Unsubscribe", "X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Failed-Recipients"];

    public static bool Is(MimeMessage message)
    {
        var headers = message.Headers;
        return IsAutoSubmitted(Value(headers, "Auto-Submitted"))
            || Precedences.Contains(Value(headers, "Precedence") ?? "")
            || Marks.Any(headers.Contains)
            || Value(headers, "Return-Path") is "<>"
            || message.Body is MultipartReport
            || message.Body?.ContentType.IsMimeType("multipart", "report") == true;
    }

    // "no" may carry parameters or a comment behind it.
    private static bool IsAutoSubmitted(string? value)
    {
        var end = value?.AsSpan().IndexOfAny("; (") ?? -1;
        var keyword = end < 0 ? value : value![..end];
        return !string.IsNullOrEmpty(keyword) && !keyword.Equals("no", StringComparison.OrdinalIgnoreCase);
    }

    private static string? Value(HeaderList headers, string name) =>
        headers[name] is { } value ? OutsideText.Line(value, MaxValueLength) : null;
}
