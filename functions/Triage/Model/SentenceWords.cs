namespace Router.Triage.Model;

/// <summary>Takes the features of a sentence one by one.</summary>
internal interface ISentenceReader
{
    void Add(uint hash);
}

/// <summary>What <see cref="AskFilter"/> reads of a sentence: its words, neighbours, and where words have no spaces between them one to three characters in a row.</summary>
internal static class SentenceWords
{
    private const char FirstUnspaced = '\u2e80';
    private const int LongestRun = 3;
    private const int StemLength = 4;
    private const int MostWordsTold = 8;

    public static void Read<TReader>(ReadOnlySpan<char> sentence, ref TReader reader)
        where TReader : ISentenceReader, allows ref struct
    {
        var previous = FeatureHash.SentenceStart;
        var words = 0;
        for (var position = 0; position < sentence.Length;)
        {
            var length = WordFeatures.LengthOfWord(sentence[position..]);
            var isMark = length == 0 && sentence[position] is '?' or '!';
            if (length == 0 && !isMark)
            {
                position++;
                continue;
            }

            length = Math.Max(1, length);
            if (sentence[position] >= FirstUnspaced)
                ReadUnspaced(sentence.Slice(position, length), ref reader);
            var word = FeatureHash.Of(FeatureHash.Words, sentence.Slice(position, length));
            reader.Add(FeatureHash.Mix(word));
            reader.Add(FeatureHash.Mix(FeatureHash.Join(previous, word)));
            if (length > StemLength)
                reader.Add(FeatureHash.Mix(FeatureHash.Of(FeatureHash.InStem, sentence.Slice(position, StemLength))));
            previous = word;
            position += length;
            words++;
        }

        if (words > 0)
            reader.Add(FeatureHash.Mix(FeatureHash.Join(FeatureHash.InStem ^ (uint)Math.Min(words, MostWordsTold), EndOf(sentence))));
    }

    private static uint EndOf(ReadOnlySpan<char> sentence)
    {
        var text = sentence.TrimEnd();
        return text.Length > 0 && !char.IsLetterOrDigit(text[^1]) ? text[^1] : 0u;
    }

    private static void ReadUnspaced<TReader>(ReadOnlySpan<char> word, ref TReader reader)
        where TReader : ISentenceReader, allows ref struct
    {
        for (var start = 0; start < word.Length; start++)
            for (var end = start + 1; end <= Math.Min(word.Length, start + LongestRun); end++)
                reader.Add(FeatureHash.Mix(FeatureHash.Of(FeatureHash.Words, word[start..end]) ^ FeatureHash.InFrame));
    }
}
