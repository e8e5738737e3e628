using MimeKit;

namespace Router.Intake.Email.Mime;

/// <summary>The characters of one text part, no more of them than anybody reads.</summary>
internal static class TextContent
{
    // UTF-32 takes four bytes for a character.
    private const int BytesPerCharacter = 4;

    public static string Read(TextPart part, int maxCharacters)
    {
        using var bounded = Bounded(part, maxCharacters * BytesPerCharacter);
        var text = OutsideText.Cut(bounded?.Text ?? "", maxCharacters);
        return part.IsFlowed ? Unflow(text, part.ContentType.Parameters["delsp"]) : Dedent(text);
    }

    // The parser decodes a part as a whole: 26 MB of text would take several times that.
    private static TextPart? Bounded(TextPart part, int maxBytes)
    {
        if (part.Content is not { } content)
        {
            return null;
        }

        using var decoded = content.Open();
        var bytes = new byte[Math.Min(maxBytes, (content.Stream?.Length ?? 0) + 1_024)];
        var length = decoded.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var bounded = new TextPart(part.ContentType.MediaSubtype) { Content = new MimeContent(new MemoryStream(bytes, 0, length)) };
        if (part.ContentType.Charset is { Length: > 0 } charset)
        {
            bounded.ContentType.Charset = charset;
        }

        return bounded;
    }

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
}
