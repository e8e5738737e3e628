using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Router.Intake.Email.Charsets;

/// <summary>
/// The text of a header whose characters its sender did not label, or labelled wrongly. Encoded words (RFC 2047) are joined as bytes, as programs split
/// letters between them; raw bytes are read in the charset of the body.
/// </summary>
internal static partial class HeaderText
{
    private const int MaxLength = 20_000;

    /// <returns>Null where the header is missing, or where the parser's reading of it is as good.</returns>
    public static string? Find(MimeMessage message, HeaderId id)
    {
        var header = message.Headers.FirstOrDefault(header => header.Id == id);
        if (header is null || header.RawValue.Length > MaxLength || !IsDoubtful(header.RawValue))
        {
            return null;
        }

        return Decode(header.RawValue, message.BodyParts.OfType<TextPart>().Select(part => part.ContentType.Charset).FirstOrDefault(charset => !string.IsNullOrEmpty(charset)));
    }

    private static string Decode(byte[] raw, string? charset)
    {
        // Latin-1 keeps each byte as the character of its number.
        var line = Fold().Replace(Encoding.Latin1.GetString(raw), " ").Trim();
        var text = new StringBuilder(line.Length);
        var (pending, label, at) = (new List<byte>(), "", 0);
        foreach (Match word in EncodedWord().Matches(line))
        {
            var between = line[at..word.Index];
            if (pending.Count > 0 && (between.Trim().Length > 0 || !label.Equals(word.Groups[1].Value, StringComparison.OrdinalIgnoreCase)))
            {
                Flush();
            }

            if (between.Trim().Length > 0)
            {
                text.Append(Raw(between, charset));
            }

            label = word.Groups[1].Value;
            pending.AddRange(word.Groups[2].Value is "b" or "B" ? OfBase64(word.Groups[3].Value) : OfQuoted(word.Groups[3].Value));
            at = word.Index + word.Length;
        }

        Flush();
        return text.Append(Raw(line[at..], charset)).ToString();

        void Flush()
        {
            // A line break in a word would be a header of the sender's making.
            text.Append(CharsetDecoder.Decode(pending.ToArray(), label).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
            pending.Clear();
        }
    }

    private static string Raw(string text, string? charset) => text.Any(c => c > '\u007f') ? CharsetDecoder.Decode(Encoding.Latin1.GetBytes(text), charset) : text;

    // The sender's program wrote bytes as they are, or named a charset that often stands for another.
    private static bool IsDoubtful(byte[] raw) => raw.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF) || Mislabelled().IsMatch(Encoding.Latin1.GetString(raw));

    private static byte[] OfBase64(string text)
    {
        var packed = text.TrimEnd('=');
        var bytes = new byte[packed.Length];
        return Convert.TryFromBase64String(packed.PadRight((packed.Length + 3) / 4 * 4, '='), bytes, out var length) ? bytes[..length] : Encoding.Latin1.GetBytes(text);
    }

    private static byte[] OfQuoted(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.Add(text[i] == '_' ? (byte)' ' : (byte)text[i]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"\r?\n[ \t]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fold();

    [GeneratedRegex(@"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?]*)\?=", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"=\?(us-ascii|iso-8859-1|gb2312|gbk|ks_c_5601-1987|euc-kr|big5|shift_jis|[^?]*utf-?7|unknown[^?]*|utf-?8)(\*[^?]*)?\?", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Mislabelled();
}
