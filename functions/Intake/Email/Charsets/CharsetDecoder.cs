using System.Text;

namespace Router.Intake.Email.Charsets;

/// <summary>
/// Bytes of a mail to text. The label is what the sender's program believed: a byte order mark and the form of UTF-8 say more, and where it can't be
/// right, another charset is looked for before anything is replaced.
/// </summary>
internal static class CharsetDecoder
{
    private const int Western = 1252;
    private const int ShiftJis = 932;
    private const int SureLetters = 2;

    public static string Decode(ReadOnlySpan<byte> bytes, string? label)
    {
        if (OfByteOrderMark(bytes) is { } marked)
        {
            return marked;
        }

        if (IsUtf7(label))
        {
            return Utf7.Decode(bytes);
        }

        var encoding = CharsetLabels.Find(label);
        if (encoding is not null && !HoldsAscii(encoding))
        {
            return OfOtherForm(bytes, encoding);
        }

        if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return encoding is null && HasEscape(bytes) ? Encoding.GetEncoding("iso-2022-jp").GetString(bytes) : Encoding.UTF8.GetString(bytes);
        }

        return OfHighBytes(bytes, encoding);
    }

    private static string OfHighBytes(ReadOnlySpan<byte> bytes, Encoding? encoding)
    {
        var utf8 = Utf8Look.At(bytes);
        if (encoding is null or UTF8Encoding)
        {
            return utf8.IsValid ? Encoding.UTF8.GetString(bytes)
                : utf8.Letters > utf8.Wrong ? Utf8Look.DecodeMixed(bytes, CharsetLabels.Of(Western))
                : CharsetGuess.Decode(bytes);
        }

        if (utf8.IsValid && utf8.Letters > 0 && (encoding.IsSingleByte || utf8.Letters >= SureLetters))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = encoding.CodePage == ShiftJis && NecCharacters.In(bytes) ? encoding.GetString(NecCharacters.Moved(bytes)) : encoding.GetString(bytes);
        if (encoding.IsSingleByte && text.AsSpan().ContainsAnyInRange('\u0080', '\u009F') && WindowsPageOf(encoding.CodePage) is { } windows)
        {
            return CharsetLabels.Of(windows).GetString(bytes);
        }

        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return Better(bytes, text);
        }

        // Western letters only, and no Latin one between them: "Ïðèâåò".
        return encoding.CodePage == Western && CharsetGuess.IsMostlyHigh(bytes) ? CharsetGuess.Decode(bytes) : text;
    }

    // Where a standard has control characters that nobody sends, Windows' page of the same languages has quotes, dashes and letters (Š, Ž).
    private static int? WindowsPageOf(int page) => page switch { 28592 => 1250, 28594 or 28603 => 1257, 28597 => 1253, 28598 or 38598 => 1255, 28605 => Western, _ => null };

    private static string Better(ReadOnlySpan<byte> bytes, string text)
    {
        var guess = CharsetGuess.Decode(bytes);
        return guess.Count(c => c == '\uFFFD') < text.Count(c => c == '\uFFFD') ? guess : text;
    }

    // UTF-16 without a mark: every second byte of a Latin text is zero.
    private static string OfOtherForm(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (encoding is not UnicodeEncoding)
        {
            return encoding.GetString(bytes);
        }

        if (!bytes.Contains((byte)0) && Utf8Look.At(bytes).IsValid)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        bytes = bytes[..(bytes.Length / 2 * 2)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            even += bytes[i] == 0 && i % 2 == 0 ? 1 : 0;
            odd += bytes[i] == 0 && i % 2 == 1 ? 1 : 0;
        }

        return (odd > even ? Encoding.Unicode : even > odd ? Encoding.BigEndianUnicode : encoding).GetString(bytes);
    }

    private static string? OfByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32.GetString(bytes[4..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
        _ => null,
    };

    private static bool HoldsAscii(Encoding encoding) => encoding is not (UnicodeEncoding or UTF32Encoding) && encoding.CodePage is not (>= 50_220 and <= 50_229 or 52_936) && encoding.GetByteCount("Az") == 2 && encoding.GetBytes("A")[0] == 'A';

    private static bool HasEscape(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\u001b$"u8) >= 0;

    private static bool IsUtf7(string? label) => label?.Trim(' ', '"', '\'').Replace("-", "", StringComparison.Ordinal).EndsWith("utf7", StringComparison.OrdinalIgnoreCase) == true;
}
