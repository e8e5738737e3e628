using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Router.Intake.Email.Mime;

/// <summary>A multipart whose boundary is missing, or another than the one that its parts stand between: the parts are found by the lines that look like one.</summary>
internal static partial class UnboundedMultipart
{
    private const int MaxLooked = 65_536;

    /// <summary>Null where the multipart is as it should be.</summary>
    public static MimeEntity? Read(Multipart multipart)
    {
        if (multipart.Count > 0 || string.IsNullOrWhiteSpace(multipart.Preamble))
        {
            return null;
        }

        using var raw = new MemoryStream();
        multipart.WriteTo(raw, contentOnly: true);
        var body = raw.ToArray();
        var start = Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, MaxLooked));
        return Boundary().Match(start) is { Success: true } found
            ? MailParser.Entity([.. Encoding.Latin1.GetBytes($"Content-Type: multipart/mixed; boundary=\"{found.Groups[1].Value}\"\r\n\r\n"), .. body])
            : new TextPart("plain") { Content = new MimeContent(new MemoryStream(body)) };
    }

    // A line of two dashes and a word, with a header or an empty line below it.
    [GeneratedRegex(@"(?:^|\n)--([\w'()+,./:=? -]{1,70}?)[ \t]*\r?\n(?:Content-|[\w-]+:|\r?\n)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Boundary();
}
