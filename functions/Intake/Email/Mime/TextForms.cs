using System.Text.RegularExpressions;
using MimeKit;

namespace Router.Intake.Email.Mime;

/// <summary>Which parts are words that a mail program shows.</summary>
internal static partial class TextForms
{
    private static readonly string[] Words = ["plain", "html", "markdown", "x-markdown", "x-web-markdown", "enriched", "richtext", "x-plain", "text", "x-text", "unknown", "ascii", "utf-8"];

    /// <summary>Null for a file.</summary>
    public static TextPart? Of(MimeEntity entity) => entity switch
    {
        TextPart { IsAttachment: false } text when string.IsNullOrEmpty(text.FileName) && Words.Contains(text.ContentType.MediaSubtype, StringComparer.OrdinalIgnoreCase) => text,
        TextPart => null,
        MimePart { IsAttachment: false } part when string.IsNullOrEmpty(part.FileName) && BrokenTypeOf(part) is { } subtype => Copy(part, subtype),
        _ => null,
    };

    /// <summary>A text with a name that stands in the mail and not beside it.</summary>
    public static TextPart? OfNamed(MimeEntity entity) => entity is TextPart { IsAttachment: false } text && (text.IsPlain || text.IsHtml) ? text : null;

    // RFC 2045, 5.2: what is no type at all means text/plain.
    private static string? BrokenTypeOf(MimePart part)
    {
        var header = part.Headers[HeaderId.ContentType];
        if (header is null || Whole().IsMatch(header))
        {
            return null;
        }

        return header.Contains("html", StringComparison.OrdinalIgnoreCase) ? "html" : "plain";
    }

    private static TextPart Copy(MimePart part, string subtype)
    {
        var text = new TextPart(subtype) { Content = part.Content };
        if (Charset().Match(part.Headers[HeaderId.ContentType] ?? "") is { Success: true } charset)
        {
            text.ContentType.Charset = charset.Groups[1].Value;
        }

        return text;
    }

    [GeneratedRegex(@"^\s*(application|audio|font|image|message|model|multipart|video|x-[\w-]+|text)/[\w.+-]+\s*(;|$|\()", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"charset\s*=\s*[""']?([\w.:-]{1,40})", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Charset();
}
