using System.Text;

namespace Router.Intake.Forms;

/// <summary>application/x-www-form-urlencoded as browsers write it, in UTF-8. Broken escapes are refused: guessing would change the customer's words.</summary>
internal static class UrlEncodedFormParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Null where the body is not well formed.</summary>
    public static FormPost? Parse(byte[] body)
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
            if (name is null || value is null)
            {
                return null;
            }

            fields.Add(new SentField(name, value));
        }

        return new FormPost(fields, []);
    }

    private static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var one = encoded[i];
            if (one == '%')
            {
                if (i + 2 >= encoded.Length || !TryReadHex(encoded[i + 1], encoded[i + 2], out one))
                {
                    return null;
                }

                i += 2;
            }
            else if (one == '+')
            {
                one = (byte)' ';
            }

            bytes[length++] = one;
        }

        return StrictText(bytes.AsSpan(0, length));
    }

    /// <summary>Null where the bytes are no UTF-8.</summary>
    public static string? StrictText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

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
