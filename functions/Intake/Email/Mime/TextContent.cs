using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Router.Intake.Email.Charsets;

namespace Router.Intake.Email.Mime;

/// <summary>The characters of one text part, no more of them than anybody reads.</summary>
internal static partial class TextContent
{
    /// <summary>Beyond this nobody reads, and nothing of it is kept outside the raw payload.</summary>
    public const int MaxCharacters = 500_000;

    // UTF-32 takes four bytes for a character.
    private const int BytesPerCharacter = 4;
    private const int MaxMeta = 2_048;

    public static string Read(TextPart part, int maxCharacters)
    {
        var bytes = Bytes(part, maxCharacters * BytesPerCharacter);
        var text = OutsideText.Cut(CharsetDecoder.Decode(bytes, LabelOf(part, bytes)), maxCharacters);
        return part.IsFlowed ? Unflow(text, part.ContentType.Parameters["delsp"]) : Dedent(text);
    }

    // The parser decodes a part as a whole: 26 MB of text would take several times that.
    private static ReadOnlySpan<byte> Bytes(TextPart part, int maxBytes)
    {
        if (part.Content is not { } content)
        {
            return [];
        }

        var length = content.Stream?.Length ?? 0;
        using var decoded = content.Open();
        var bytes = new byte[Math.Min(maxBytes, length + 1_024)];
        var read = bytes.AsSpan(0, decoded.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        return (content.Encoding == ContentEncoding.Base64 ? Base64Text.Repair(Raw(content, (int)Math.Min(maxBytes, length)))
            : content.Encoding is ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode ? null
            : Base64Text.Find(read)) is { } repaired ? repaired : read;
    }

    // As it stands in the mail, still encoded.
    private static Span<byte> Raw(IMimeContent content, int length)
    {
        if (content.Stream is not { CanSeek: true } stream)
        {
            return [];
        }

        var at = stream.Position;
        stream.Position = 0;
        var raw = new byte[length];
        var read = stream.ReadAtLeast(raw, length, throwOnEndOfStream: false);
        stream.Position = at;
        return raw.AsSpan(0, read);
    }

    private static string? LabelOf(TextPart part, ReadOnlySpan<byte> bytes) =>
        part.ContentType.Charset is { Length: > 0 } charset ? charset
        : part.IsHtml && Meta().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MaxMeta)])) is { Success: true } found ? found.Groups[1].Value
        : null;

    // Yahoo begins each line with one blank.
    private static string Dedent(string text) =>
        IsIndentedByOne(text) ? string.Join('\n', text.Split('\n').Select(line => IsIndentedByOne(line) ? line[1..] : line)) : text;

    private static bool IsIndentedByOne(string text) => text.Length > 1 && text[0] == ' ' && !char.IsWhiteSpace(text[1]);

    // RFC 3676: a line that ends in a blank goes on in the next one; "-- " is a signature mark and not such a line.
    private static string Unflow(string text, string? delSp)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var deletesBlank = string.Equals(delSp, "yes", StringComparison.OrdinalIgnoreCase);
        using var flowed = new StringWriter { NewLine = "\n" };
        foreach (var line in lines)
        {
            var content = line.StartsWith(' ') ? line[1..] : line;
            var goesOn = content.EndsWith(' ') && content != "-- " && !content.StartsWith('>');
            flowed.Write(goesOn && deletesBlank ? content[..^1] : content);
            if (!goesOn)
            {
                flowed.WriteLine();
            }
        }

        return flowed.ToString();
    }

    [GeneratedRegex(@"<meta[^>]{0,200}charset\s*=\s*[""']?([\w.:-]{1,40})", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Meta();
}
