using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace Router.Intake.Email.Mime;

/// <summary>Base64 that is not what its label says: plain text below or in place of it, padding that is missing or stands in the middle, or no label at all.</summary>
internal static class Base64Text
{
    private const int FewestUnlabelled = 24;

    // No word of plain text is that long.
    private const int FewestInAnyCharset = 30;
    private static readonly SearchValues<byte> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);
    private static readonly SearchValues<byte> Controls = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 127]);
    private static readonly SearchValues<byte> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"u8);

    /// <summary>Of a body that is labelled base64.</summary>
    /// <returns>Null where it is sound, and a parser reads it as well.</returns>
    public static byte[]? Repair(ReadOnlySpan<byte> raw)
    {
        var (segments, rest) = Split(raw);
        if (rest.IsWhiteSpace() && segments.Count <= 1 && raw.Count((byte)'=') == segments.Sum(PaddingOf))
        {
            return null;
        }

        byte[] decoded = [.. segments.SelectMany(segment => Decode(segment))];
        if (rest.IsWhiteSpace())
        {
            return decoded;
        }

        // A first line of plain text may be made of such characters only; and a parser passes over single ones that don't belong there.
        return IsText(decoded) || (decoded.Length >= FewestInAnyCharset && !decoded.AsSpan().ContainsAny(Controls)) ? [.. decoded, (byte)'\n', .. rest]
            : IsText(Decode([.. raw.ToArray().Where(b => Digits.Contains(b))])) ? null
            : raw.ToArray();
    }

    /// <summary>Of a body without that label.</summary>
    /// <returns>Null where it is none.</returns>
    public static byte[]? Find(ReadOnlySpan<byte> raw)
    {
        // Most bodies have a blank within the first line.
        var trimmed = raw.Trim(" \t\r\n"u8);
        if (trimmed.Length < FewestUnlabelled || !Digits.Contains(trimmed[0]) || trimmed.ContainsAnyExcept(Allowed))
        {
            return null;
        }

        var (segments, rest) = Split(raw);
        return rest.IsWhiteSpace() && segments is [{ } one] && raw.Count((byte)'=') == PaddingOf(one) && Decode(one) is var decoded && IsText(decoded) && decoded.Contains((byte)' ') ? decoded : null;
    }

    private static int PaddingOf(byte[] digits) => (4 - (digits.Length % 4)) % 4;

    // A segment ends where padding does.
    private static (List<byte[]> Segments, byte[] Remainder) Split(ReadOnlySpan<byte> raw)
    {
        var segments = new List<byte[]>();
        var current = new List<byte>();
        while (raw.Length > 0)
        {
            var end = raw.IndexOf((byte)'\n');
            var line = (end < 0 ? raw : raw[..end]).Trim(" \t\r"u8);
            var digits = line.TrimEnd((byte)'=');
            if (digits.ContainsAnyExcept(Digits))
            {
                break;
            }

            current.AddRange(digits);
            if (digits.Length < line.Length)
            {
                segments.Add([.. current]);
                current.Clear();
            }

            raw = end < 0 ? [] : raw[(end + 1)..];
        }

        if (current.Count > 0)
        {
            segments.Add([.. current]);
        }

        return (segments, raw.ToArray());
    }

    private static byte[] Decode(byte[] digits)
    {
        // A lone digit at the end is less than a byte.
        var length = digits.Length % 4 == 1 ? digits.Length - 1 : digits.Length;
        var padded = new byte[(length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'=');
        digits.AsSpan(0, length).CopyTo(padded);
        return Base64.DecodeFromUtf8InPlace(padded, out var written) == OperationStatus.Done ? padded[..written] : [];
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && Utf8.IsValid(bytes) && !bytes.ContainsAny(Controls);

    private static bool IsWhiteSpace(this byte[] bytes) => !bytes.AsSpan().ContainsAnyExcept(" \t\r\n"u8);
}
