using System.Globalization;
using System.Text;

namespace Router.Triage.Model;

/// <summary>Brings a text into the form that features are read from: lower case, no accents, look-alikes of Latin letters as these, every digit a zero, white space as one space or line end, no emoji.</summary>
internal static class TextFolding
{
    // Latin, Greek, Cyrillic and Armenian.
    private const int TableSize = 0x590;
    private static readonly char[] Table = BuildTable();

    /// <summary>Writes at most as many characters as <paramref name="text"/> has.</summary>
    /// <returns>How many were written.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var length = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && LookAlikes.FoldPair(character, text[index + 1]) is not '\0' and var letter)
            {
                folded[length++] = letter;
                index++;
                continue;
            }

            if (IsEmoji(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
                continue;
            }

            var form = character < TableSize ? Table[character] : FoldRare(character);
            if (form == '\0')
                continue;
            if (form is ' ' or '\n')
                length = AddWhiteSpace(folded, length, form);
            else
                folded[length++] = form;
        }

        return length;
    }

    // The planes of pictures; they say how somebody feels and not what he wants.
    private static bool IsEmoji(char high) => high is >= '\ud83c' and <= '\ud83e';

    private static int AddWhiteSpace(Span<char> folded, int length, char form)
    {
        if (length == 0)
            return 0;
        ref var last = ref folded[length - 1];
        if (last is not (' ' or '\n'))
            folded[length++] = form;
        else if (form == '\n')
            last = '\n';
        return length;
    }

    private static char FoldRare(char character) => character switch
    {
        '’' or '‘' or '‛' or '′' => '\'',
        '“' or '”' or '„' => '"',
        '…' or '。' or '｡' => '.',
        '、' => ',',
        '\u3000' => ' ',
        >= '\uff10' and <= '\uff19' => '0',
        '–' or '—' or '‑' => '-',
        >= '\u2000' and <= '\u200a' => ' ',
        >= '\u200b' and <= '\u200f' or '\ufeff' or '\u2060' => '\0',
        '\u2028' or '\u2029' => '\n',
        >= '\u0300' and <= '\u036f' => '\0',
        >= '\u2600' and <= '\u27bf' or >= '\ufe00' and <= '\ufe0f' => '\0',
        _ => LookAlikes.Fold(char.ToLowerInvariant(character)),
    };

    private static char[] BuildTable()
    {
        var table = new char[TableSize];
        for (var code = 0; code < TableSize; code++)
            table[code] = FoldCommon((char)code);
        return table;
    }

    private static char FoldCommon(char character)
    {
        if (character is '\n' or '\r')
            return '\n';
        if (char.IsWhiteSpace(character))
            return ' ';
        if (char.IsControl(character) || character == '\u00ad')
            return '\0';
        if (char.IsAsciiDigit(character))
            return '0';
        if (character is '´' or '`')
            return '\'';
        if (character is '«' or '»')
            return '"';
        var lower = char.ToLowerInvariant(character);
        if (char.IsAscii(lower) || !char.IsLetter(lower))
            return lower;
        var first = lower.ToString().Normalize(NormalizationForm.FormD)[0];
        return CharUnicodeInfo.GetUnicodeCategory(first) == UnicodeCategory.NonSpacingMark ? '\0' : LookAlikes.Fold(first);
    }
}
