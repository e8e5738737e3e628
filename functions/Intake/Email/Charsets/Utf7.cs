using System.Text;

namespace Router.Intake.Email.Charsets;

/// <summary>UTF-7 (RFC 2152), in which some old programs still write; the framework has given it up. What is not of its form stays as it is.</summary>
internal static class Utf7
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '+')
            {
                decoded.Append(text[i]);
                continue;
            }

            var end = i + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '+' or '/'))
            {
                end++;
            }

            var isClosed = end < text.Length && text[end] == '-';
            decoded.Append(end == i + 1 ? "+" : Letters(text[(i + 1)..end]) ?? text[i..end]);
            i = isClosed ? end : end - 1;
        }

        return decoded.ToString();
    }

    private static string? Letters(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length) && length >= 2 ? Encoding.BigEndianUnicode.GetString(bytes, 0, length / 2 * 2) : null;
    }
}
