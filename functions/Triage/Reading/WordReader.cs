using System.Globalization;
using System.Text;

namespace Router.Triage.Reading;

/// <summary>Splits a sentence into words and brings each into the form that cues are written in.</summary>
internal static class WordReader
{
    private const int MaxWordLength = 40;

    private static readonly Dictionary<string, string[]> Contractions = new(StringComparer.Ordinal)
    {
        ["won't"] = ["will", "not"],
        ["shan't"] = ["shall", "not"],
        ["can't"] = ["can", "not"],
        ["cannot"] = ["can", "not"],
        ["cant"] = ["can", "not"],
        ["dont"] = ["do", "not"],
        ["doesnt"] = ["does", "not"],
        ["didnt"] = ["did", "not"],
        ["isnt"] = ["is", "not"],
        ["wont"] = ["will", "not"],
        ["couldnt"] = ["could", "not"],
        ["im"] = ["i", "am"],
        ["ive"] = ["i", "have"],
        ["thats"] = ["that", "is"],
        ["pls"] = ["please"],
        ["plz"] = ["please"],
        ["'m"] = ["am"],
        ["'re"] = ["are"],
        ["'ve"] = ["have"],
        ["'ll"] = ["will"],
        ["'d"] = ["would"],
        ["'s"] = ["is"],
    };

    // Words before the ask proper; a cue anchored to the opening should see what follows them.
    private static readonly HashSet<string> Preambles =
        ["hi", "hello", "hey", "also", "and", "but", "so", "ok", "okay", "well", "sorry", "team", "then", "hallo", "bonjour", "hola", "ciao"];

    public static Word[] Read(string text)
    {
        var words = new List<Word> { new(Word.Opening, 0, 0) };
        for (var position = 0; position < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[position]))
            {
                position++;
                continue;
            }

            var start = position;
            while (position < text.Length && IsInWord(text, position))
                position++;
            Add(words, text, start, position);
        }

        if (text.AsSpan().TrimEnd().TrimEnd("!)\"'”»").EndsWith("?", StringComparison.Ordinal))
            words.Add(new(Word.Question, text.Length, text.Length));
        return [.. words];
    }

    private static bool IsInWord(string text, int position) =>
        char.IsLetterOrDigit(text[position])
        || (IsApostrophe(text[position]) && position + 1 < text.Length && char.IsLetter(text[position + 1]));

    private static bool IsApostrophe(char character) => character is '\'' or '’' or '`' or '´';

    private static void Add(List<Word> words, string text, int start, int end)
    {
        var form = Fold(text.AsSpan(start, Math.Min(end - start, MaxWordLength)));
        if (words.Count == 1 && Preambles.Contains(form))
            return;
        foreach (var part in WriteOut(form).Where(part => part.Length > 0))
            words.Add(new(part, start, end));
    }

    private static string[] WriteOut(string form)
    {
        if (Contractions.TryGetValue(form, out var written))
            return written;
        var apostrophe = form.LastIndexOf('\'');
        if (apostrophe <= 0)
            return [form];
        if (form.EndsWith("n't", StringComparison.Ordinal))
            return [form[..^3], "not"];
        return Contractions.TryGetValue(form[apostrophe..], out var ending)
            ? [form[..apostrophe], .. ending]
            : form.Split('\'', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var character in word)
            Fold(folded, character);
        return folded.ToString();
    }

    private static void Fold(StringBuilder folded, char character)
    {
        if (char.IsAscii(character))
            folded.Append(char.ToLowerInvariant(character));
        else if (IsApostrophe(character))
            folded.Append('\'');
        else if (character is 'ß' or 'ẞ')
            folded.Append("ss");
        else
            foreach (var part in char.ToLowerInvariant(character).ToString().Normalize(NormalizationForm.FormD))
                if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                    folded.Append(part);
    }
}
