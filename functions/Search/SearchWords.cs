using System.Globalization;
using System.Text;

namespace Router.Search;

/// <summary>
/// Takes a text apart into words: runs of letters, digits and marks. Chinese, Japanese and Korean are written without spaces, so each of their characters is a word of its own,
/// and what is typed in a run is looked for as a phrase.
/// </summary>
internal static class SearchWords
{
    /// <summary>The words with their places, in order.</summary>
    public static IEnumerable<Word> Of(string text)
    {
        var start = -1;
        for (var at = 0; at < text.Length;)
        {
            var rune = Rune.TryGetRuneAt(text, at, out var whole) ? whole : Rune.ReplacementChar;
            var isWord = Rune.IsLetterOrDigit(rune) || (start >= 0 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
            if (start >= 0 && (!isWord || IsIdeograph(rune)))
            {
                yield return new Word(start, at - start);
                start = -1;
            }

            if (isWord && IsIdeograph(rune))
            {
                yield return new Word(at, rune.Utf16SequenceLength);
            }
            else if (isWord && start < 0)
            {
                start = at;
            }

            at += rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            yield return new Word(start, text.Length - start);
        }
    }

    /// <summary>The text as it is indexed: its words between spaces.</summary>
    public static string Spaced(string text) => string.Join(' ', Of(text).Select(word => text.Substring(word.Start, word.Length)));

    /// <summary>Without case and accents, as the index compares.</summary>
    public static string Folded(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var character in word.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(character));
            }
        }

        return folded.ToString();
    }

    /// <summary>Whether a word continues the one before without a space between them.</summary>
    public static bool IsIdeograph(ReadOnlySpan<char> word) => Rune.DecodeFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done && IsIdeograph(rune);

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3134F);

    /// <param name="Start">In the text.</param>
    internal readonly record struct Word(int Start, int Length);
}
