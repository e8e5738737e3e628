using System.Text.RegularExpressions;
using MimeKit;

namespace Router.Intake.Email.Mime;

/// <summary>Files that stand in the words themselves, between "begin 644 name" and "end", as Notes and old Outlooks write them.</summary>
internal static partial class UuencodedFiles
{
    private const int MaxFiles = 20;

    /// <returns>The words without the files, and the files; the words as they are where there are none.</returns>
    public static (string Words, IReadOnlyList<MimePart> Files) Read(string text)
    {
        if (!text.Contains("begin ", StringComparison.Ordinal))
        {
            return (text, []);
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (words, files) = (new List<string>(), new List<MimePart>());
        for (var i = 0; i < lines.Length; i++)
        {
            if (files.Count < MaxFiles && Begin().Match(lines[i]) is { Success: true } begin && Decode(lines, i + 1) is var (content, end))
            {
                files.Add(new MimePart("application", "octet-stream") { Content = new MimeContent(new MemoryStream(content)), FileName = begin.Groups[1].Value.Trim(), IsAttachment = true });
                i = end;
            }
            else
            {
                words.Add(lines[i]);
            }
        }

        return files.Count == 0 ? (text, []) : (string.Join('\n', words), files);
    }

    // Null where it is no such file: then it is the writer's.
    private static (byte[] Content, int End)? Decode(string[] lines, int start)
    {
        using var content = new MemoryStream();
        for (var i = start; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line == "end")
            {
                return content.Length > 0 ? (content.ToArray(), i) : null;
            }

            if (line.Length == 0 || line is "`")
            {
                continue;
            }

            var length = (line[0] - ' ') & 63;
            if (line[0] is < ' ' or > '`' || line.Length - 1 < ((length * 4) + 2) / 3 || line.Length > 90)
            {
                return null;
            }

            content.Write(Bytes(line, length));
        }

        return null;
    }

    private static byte[] Bytes(string line, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            var at = 1 + (i / 3 * 4);
            bytes[i] = (byte)((i % 3) switch
            {
                0 => (Six(line, at) << 2) | (Six(line, at + 1) >> 4),
                1 => (Six(line, at + 1) << 4) | (Six(line, at + 2) >> 2),
                _ => (Six(line, at + 2) << 6) | Six(line, at + 3),
            });
        }

        return bytes;
    }

    private static int Six(string line, int at) => at < line.Length ? (line[at] - ' ') & 63 : 0;

    [GeneratedRegex(@"^begin [0-7]{3,4} (\S.{0,199})$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Begin();
}
