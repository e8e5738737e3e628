using System.Text;
using System.Text.Unicode;
using Router.Intake.Email.Charsets;

namespace Router.Intake.Forms;

/// <summary>
/// application/x-www-form-urlencoded as browsers and older programs write it. A percent sign that begins no escape is one (as the URL standard reads it), and what is no UTF-8 is read as mail without a label is.
/// </summary>
internal static class UrlEncodedFormParser
{
    public static FormPost Parse(byte[] body)
    {
        var fields = new List<SentField>();
        var rest = body.AsSpan();
        while (rest.Length > 0 && fields.Count <= FormPost.MaxFields)
        {
            var end = rest.IndexOf((byte)'&');
            var pair = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (pair.Length == 0)
            {
                continue;
            }

            var border = pair.IndexOf((byte)'=');
            var name = Decode(border < 0 ? pair : pair[..border]);
            var value = Decode(border < 0 ? [] : pair[(border + 1)..]);
            fields.Add(new SentField(name, value));
        }

        return new FormPost(fields, []);
    }

    private static string Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var one = encoded[i];
            if (one == '%' && i + 2 < encoded.Length && TryReadHex(encoded[i + 1], encoded[i + 2], out var escaped))
            {
                one = escaped;
                i += 2;
            }
            else if (one == '+')
            {
                one = (byte)' ';
            }

            bytes[length++] = one;
        }

        return Text(bytes.AsSpan(0, length));
    }

    /// <summary>UTF-8, as the standard wants it, or whatever else a program wrote.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : CharsetDecoder.Decode(bytes, null);

    private static bool TryReadHex(byte high, byte low, out byte value)
    {
        value = 0;
        if (!char.IsAsciiHexDigit((char)high) || !char.IsAsciiHexDigit((char)low))
        {
            return false;
        }

        value = (byte)((Digit(high) << 4) | Digit(low));
        return true;
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
