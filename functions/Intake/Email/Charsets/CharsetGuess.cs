using System.Text;

namespace Router.Intake.Email.Charsets;

/// <summary>
/// What a text is written in that is no UTF-8 and whose label is missing or wrong: the writing systems of which mail without a label is known, each by
/// the form of its bytes and by whether common letters come out.
/// </summary>
internal static class CharsetGuess
{
    private const int Western = 1252;
    private const int MaxLooked = 20_000;
    private const double MostlyHigh = 0.6;
    private const int FewestHigh = 4;
    private const double SureLack = 0.4;
    private const double MostLack = 2.5;

    private static readonly int[] EastAsian = [932, 51932, 54936, 950, 949];

    public static string Decode(ReadOnlySpan<byte> bytes) => CharsetLabels.Of(PageOf(bytes)).GetString(bytes);

    /// <summary>Whether nearly all letters are beyond ASCII, as in no language that Latin letters serve.</summary>
    public static bool IsMostlyHigh(ReadOnlySpan<byte> bytes)
    {
        var (high, latin) = Count(bytes);
        return high >= FewestHigh && high > MostlyHigh * (high + latin);
    }

    public static int PageOf(ReadOnlySpan<byte> bytes)
    {
        var looked = bytes[..Math.Min(bytes.Length, MaxLooked)];
        if (!IsMostlyHigh(looked))
        {
            return Western;
        }

        var alphabet = AlphabetOf(looked);
        if (alphabet.Lack < SureLack)
        {
            return alphabet.Page;
        }

        var best = (Page: Western, Score: 0.0);
        foreach (var page in EastAsian)
        {
            if (ScoreOf(looked, page) is var score && score > best.Score)
            {
                best = (page, score);
            }
        }

        return best.Score > MostlyHigh ? best.Page : alphabet.Lack < MostLack ? alphabet.Page : Western;
    }

    // Share of the letters that are common in the language. Zero where a byte is none of the charset.
    private static double ScoreOf(ReadOnlySpan<byte> bytes, int page)
    {
        string text;
        try
        {
            // A character may be cut off at the end.
            text = CharsetLabels.Strict(page).GetString(bytes.Length < MaxLooked ? bytes : bytes[..^1]);
        }
        catch (DecoderFallbackException)
        {
            return 0;
        }

        var (letters, common, encoding) = (0, 0.0, CharsetLabels.Of(page));
        foreach (var c in text)
        {
            letters += c > '\u007f' ? 1 : 0;
            common += WeightOf(c, page, encoding);
        }

        return letters == 0 ? 0 : common / letters;
    }

    private static double WeightOf(char c, int page, Encoding encoding) => c switch
    {
        // The kana stand at the same place in Chinese charsets, where nobody writes them; half-width ones come out of anything.
        >= '\u3040' and <= '\u30ff' => page is 932 or 51932 ? 1.2 : 0.3,
        >= '\uff61' and <= '\uff9f' => 0,
        >= '\uac00' and <= '\ud7a3' => page != 949 ? 0 : IsOfFirstLevel(c, page, encoding) ? 1.1 : 0.2,
        >= '\u4e00' and <= '\u9fff' => IsOfFirstLevel(c, page, encoding) ? 1 : 0.4,
        >= '\u3000' and <= '\u303f' or >= '\uff00' and <= '\uff60' => 1,
        _ => 0,
    };

    // The charsets hold common characters first: GB2312 to row 55, Big5 to C6, JIS to row 47, KS X 1001 holds Chinese ones behind all Korean.
    private static bool IsOfFirstLevel(char c, int page, Encoding encoding)
    {
        Span<byte> bytes = stackalloc byte[4];
        return encoding.TryGetBytes([c], bytes, out var length) && length == 2 && page switch
        {
            54936 => bytes[0] is >= 0xB0 and <= 0xD7 && bytes[1] >= 0xA1,
            950 => bytes[0] is >= 0xA4 and <= 0xC6,
            932 => bytes[0] is >= 0x88 and <= 0x97,
            51932 => bytes[0] is >= 0xB0 and <= 0xCF,
            949 => bytes[0] is >= 0xB0 and <= 0xC8 && bytes[1] >= 0xA1,
            _ => false,
        };
    }

    // Lack is by how much its letters come less often than in a text of the language.
    private static (int Page, double Lack) AlphabetOf(ReadOnlySpan<byte> bytes)
    {
        var best = (Alphabet: Alphabet.All[0], Score: double.MinValue);
        foreach (var alphabet in Alphabet.All)
        {
            if (alphabet.ScoreOf(bytes) is var score && score > best.Score)
            {
                best = (alphabet, score);
            }
        }

        return (best.Alphabet.Page, best.Alphabet.Usual - best.Score);
    }

    private static (int High, int Latin) Count(ReadOnlySpan<byte> bytes)
    {
        var (high, latin) = (0, 0);
        foreach (var b in bytes)
        {
            high += b >= 0x80 ? 1 : 0;
            latin += char.IsAsciiLetter((char)b) ? 1 : 0;
        }

        return (high, latin);
    }
}
