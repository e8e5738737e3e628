using System.Text;

namespace Router.Intake;

/// <summary>Makes text of unknown origin safe to store and show: no control characters, no lone surrogates, no text longer than we promised.</summary>
internal static class OutsideText
{
    /// <summary>One line: every run of white space is one blank, and marks that turn the reading direction (used to disguise names) are gone.</summary>
    public static string Line(string? text, int maxLength)
    {
        var line = new StringBuilder();
        foreach (var rune in Runes(text))
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (!TurnsDirection(rune.Value))
            {
                line.Append(rune.ToString());
            }

            if (line.Length > maxLength)
            {
                break;
            }
        }

        return Cut(line.ToString().TrimEnd(), maxLength);
    }

    /// <summary>Several lines, ended by \n, with at most one empty line in a row.</summary>
    public static string Block(string? text, int maxLength)
    {
        var block = new StringBuilder();
        var breaks = 0;
        foreach (var rune in Runes(text?.Replace("\r\n", "\n", StringComparison.Ordinal)))
        {
            if (rune.Value is '\n' or '\r' or 0x2028 or 0x2029)
            {
                breaks++;
            }
            else if (rune.Value == '\t' || !Rune.IsControl(rune))
            {
                AppendBreaks(block, breaks);
                breaks = 0;
                block.Append(rune.Value == 0xA0 ? " " : rune.ToString());
            }

            // Trailing blanks go only afterwards, so look a little further than the limit.
            if (block.Length > maxLength + 1024)
            {
                break;
            }
        }

        return Cut(block.ToString().Trim(), maxLength);
    }

    /// <summary>Cuts without leaving half a character behind.</summary>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..end];
    }

    private static void AppendBreaks(StringBuilder block, int breaks)
    {
        if (breaks == 0)
        {
            return;
        }

        var end = block.Length;
        while (end > 0 && block[end - 1] is ' ' or '\t')
        {
            end--;
        }

        block.Length = end;
        block.Append('\n', Math.Min(breaks, 2));
    }

    private static IEnumerable<Rune> Runes(string? text) =>
        (text ?? "").EnumerateRunes().Where(rune => rune.Value is not (0xFEFF or 0xFFFE or 0xFFFF));

    private static bool TurnsDirection(int value) =>
        value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x200B;
}
