namespace Router.Triage.Model;

/// <summary>Tells sentences that ask or report something from those around them: greetings, thanks, small talk, signatures, footers. A small linear model over a sentence's words and pairs of them.</summary>
/// <param name="bits">The table has 2 to this power weights.</param>
/// <param name="largest">What the greatest step stands for.</param>
/// <param name="bias">Of every sentence; above 0 where it speaks for leaving out.</param>
/// <param name="table">A signed byte for each bucket.</param>
internal sealed class AskFilter(int bits, float largest, float bias, sbyte[] table)
{
    // A message is read from its beginning and its end; more sentences come from nobody's hand.
    private const int MostSentences = 1024;

    // A sentence that hardly asks is left out where another asks clearly more.
    private const float AsksClearly = -0.3f;
    private const float Gap = 0.6f;

    // Names, titles and the like: of so few words that nobody knows, the usual answer says nothing.
    private const int MostReadOfLine = 16;

    private readonly float[] weightOfStep = [.. Enumerable.Range(0, 256).Select(step => LinearModel.Expand((sbyte)step) * largest)];

    public int Bits => bits;

    public float Largest => largest;

    public float Bias => bias;

    public ReadOnlySpan<sbyte> Table => table;

    /// <summary>Leaves out the sentences that ask nothing, unless that is all of them.</summary>
    /// <param name="text">Folded; overwritten by what is kept.</param>
    /// <returns>How many characters are kept.</returns>
    public int Keep(Span<char> text)
    {
        Span<int> ends = stackalloc int[MostSentences];
        Span<float> scores = stackalloc float[MostSentences];
        Span<uint> seen = stackalloc uint[2 * MostSentences];
        var (count, kept, least) = (0, 0, float.MaxValue);
        for (var start = 0; start < text.Length && count < MostSentences; start = ends[count++])
        {
            ends[count] = count == MostSentences - 1 ? text.Length : EndOf(text, start);
            var sentence = text[start..ends[count]];
            scores[count] = IsNew(sentence, seen) ? Score(sentence) : float.MaxValue;
            least = Math.Min(least, scores[count]);
        }

        for (var index = 0; index < count; index++)
            kept += IsKept(scores[index], least) ? 1 : 0;

        if (kept == 0 || kept == count)
            return text.Length;
        var written = 0;
        for (var (index, start) = (0, 0); index < count; start = ends[index++])
            if (IsKept(scores[index], least))
            {
                text[start..ends[index]].CopyTo(text[written..]);
                written += ends[index] - start;
            }

        return written;
    }

    // With what is blank after it: a line end that went by itself would make one sentence of two.
    private static int EndOf(ReadOnlySpan<char> text, int start)
    {
        var end = start + WordFeatures.LengthOfSentence(text[start..]);
        while (end < text.Length && (text[end] is ' ' or '\n'))
            end++;
        return end;
    }

    private static bool IsKept(float score, float least) => score <= AsksClearly || (score <= 0 && score <= least + Gap);

    // What is pasted a hundred times says no more than once.
    private static bool IsNew(ReadOnlySpan<char> sentence, Span<uint> seen)
    {
        var hash = FeatureHash.Mix(FeatureHash.Of(FeatureHash.WholeLine, sentence.Trim())) | 1;
        var position = (int)(hash % (uint)seen.Length);
        while (seen[position] != 0 && seen[position] != hash)
            position = (position + 1) % seen.Length;
        var isNew = seen[position] == 0;
        seen[position] = hash;
        return isNew;
    }

    /// <returns>Above 0 where the sentence asks nothing.</returns>
    public float Score(ReadOnlySpan<char> sentence)
    {
        var adder = new Adder(this);
        SentenceWords.Read(sentence, ref adder);
        if (adder.Count == 0)
            return 1;
        var evidence = adder.Sum / MathF.Sqrt(adder.Count);
        return adder.Count <= MostReadOfLine && IsLine(sentence) ? evidence : bias + evidence;
    }

    // Written without a mark at its end, as signatures and headings are.
    private static bool IsLine(ReadOnlySpan<char> sentence) =>
        sentence.TrimEnd() is [.., var last] && (char.IsLetterOrDigit(last) || last == ',');

    private ref struct Adder(AskFilter filter) : ISentenceReader
    {
        private readonly ReadOnlySpan<sbyte> table = filter.Table;
        private readonly ReadOnlySpan<float> weights = filter.weightOfStep;
        private readonly int shift = 32 - filter.Bits;

        public float Sum { get; private set; }

        public int Count { get; private set; }

        public void Add(uint hash)
        {
            Sum += weights[(byte)table[(int)(hash >> shift)]];
            Count++;
        }
    }
}
