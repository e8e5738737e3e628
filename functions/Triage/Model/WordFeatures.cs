namespace Router.Triage.Model;

/// <summary>Single words and pairs of neighbours, sentence beginnings among them; again for what stands in a question and in the last sentence, where customers put what they want.</summary>
internal static class WordFeatures
{
    /// <summary>The words of subject and body.</summary>
    public static void Add(ReadOnlySpan<char> text, FeatureCounts counts)
    {
        var lastWord = LastWord(text);
        for (var (start, end) = (0, 0); start < text.Length; start = end)
        {
            end = start + LengthOfSentence(text[start..]);
            var sentence = text[start..end];
            AddSentence(sentence, 0, counts);
            if (sentence.Contains('?'))
                AddSentence(sentence, FeatureHash.InQuestion, counts);
            if (start <= lastWord && lastWord < end)
                AddSentence(sentence, FeatureHash.InLastSentence, counts);
        }
    }

    /// <summary>The words of questions alone.</summary>
    public static void AddQuestions(ReadOnlySpan<char> text, uint place, FeatureCounts counts)
    {
        for (var (start, end) = (0, 0); start < text.Length; start = end)
        {
            end = start + LengthOfSentence(text[start..]);
            if (text[start..end].Contains('?'))
                AddSentence(text[start..end], place, counts);
        }
    }

    /// <summary>Words without their neighbours.</summary>
    public static void AddSingles(ReadOnlySpan<char> text, uint place, FeatureCounts counts)
    {
        for (var position = 0; position < text.Length;)
        {
            if (!IsInWord(text, position))
            {
                position++;
                continue;
            }

            var word = FeatureHash.Words;
            while (position < text.Length && IsInWord(text, position))
                word = (word ^ text[position++]) * FeatureHash.Prime;
            counts.Add(FeatureHash.Mix(word ^ place));
        }
    }

    /// <param name="sentence">Its words and pairs of neighbours are added.</param>
    /// <param name="place">Tells the words of one place from those of another.</param>
    /// <param name="counts">Added to.</param>
    public static void AddSentence(ReadOnlySpan<char> sentence, uint place, FeatureCounts counts)
    {
        var previous = FeatureHash.SentenceStart;
        for (var position = 0; position < sentence.Length;)
        {
            var first = sentence[position];
            var word = (FeatureHash.Words ^ first) * FeatureHash.Prime;
            var isWord = IsInWord(sentence, position++);
            while (isWord && position < sentence.Length && IsInWord(sentence, position))
                word = (word ^ sentence[position++]) * FeatureHash.Prime;
            if (!isWord && first is not ('?' or '!'))
                continue;
            counts.Add(FeatureHash.Mix(word ^ place));
            counts.Add(FeatureHash.Mix(FeatureHash.Join(previous, word) ^ place));
            previous = word;
        }
    }

    /// <summary>The sentence that the last word stands in.</summary>
    public static ReadOnlySpan<char> LastSentence(ReadOnlySpan<char> text)
    {
        var lastWord = LastWord(text);
        for (var (start, end) = (0, 0); start < text.Length; start = end)
        {
            end = start + LengthOfSentence(text[start..]);
            if (start <= lastWord && lastWord < end)
                return text[start..end];
        }

        return default;
    }

    /// <returns>0 where the text does not begin with a word.</returns>
    public static int LengthOfWord(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsInWord(text, length))
            length++;
        return length;
    }

    public static int LengthOfSentence(ReadOnlySpan<char> text)
    {
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] == '\n')
                return position + 1;
            if (text[position] is '.' or '!' or '?' or ';' or ':' && (position + 1 == text.Length || text[position + 1] is ' ' or '\n' or >= '\u2e80'))
                return position + 1;
        }

        return text.Length;
    }

    private static int LastWord(ReadOnlySpan<char> text)
    {
        var position = text.Length - 1;
        while (position >= 0 && !char.IsLetterOrDigit(text[position]))
            position--;
        return position;
    }

    private static bool IsInWord(ReadOnlySpan<char> text, int position) =>
        char.IsLetterOrDigit(text[position])
        || char.IsSurrogate(text[position])
        || (text[position] == '\'' && position + 1 < text.Length && char.IsLetter(text[position + 1]));
}
