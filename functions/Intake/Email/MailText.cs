using MimeKit;

namespace Router.Intake.Email;

/// <summary>Finds the words of a mail among its parts.</summary>
internal static class MailText
{
    // Beyond this nobody reads, and nothing of it is kept outside the raw payload.
    private const int MaxCharacters = 500_000;

    // A plain part this much shorter than the HTML is a stub such as "your mail program shows no HTML".
    private const int StubFactor = 5;

    public static string Read(IReadOnlyList<TextPart> parts)
    {
        var plain = Join(Contents(parts.Where(part => part.IsPlain)));
        var html = Join(Contents(parts.Where(part => part.IsHtml)).Select(HtmlText.Read));
        if (plain.Length == 0 || (html.Length > StubFactor * plain.Length && LooksLikeStub(plain)))
        {
            return html.Length > 0 ? html : plain;
        }

        return plain;
    }

    private static bool LooksLikeStub(string plain) =>
        plain.Length < 500 && (plain.Contains("HTML", StringComparison.OrdinalIgnoreCase) || plain.Contains("://", StringComparison.Ordinal) || plain.Length < 20);

    private static string Join(IEnumerable<string> texts) => string.Join("\n\n", texts.Select(text => text.Trim()).Where(text => text.Length > 0));

    // The limit holds for all parts together: a thousand long ones are as much work as one that is a thousand times longer.
    private static IEnumerable<string> Contents(IEnumerable<TextPart> parts)
    {
        var left = MaxCharacters;
        foreach (var part in parts)
        {
            if (left <= 0)
            {
                yield break;
            }

            var content = OutsideText.Cut(Content(part), left);
            left -= content.Length;
            yield return content;
        }
    }

    private static string Content(TextPart part)
    {
        var text = part.Text ?? "";
        if (part.IsFlowed)
        {
            text = Unflow(OutsideText.Cut(text, MaxCharacters), part.ContentType.Parameters["delsp"]);
        }

        return OutsideText.Cut(text, MaxCharacters);
    }

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
