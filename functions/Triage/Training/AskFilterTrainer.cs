using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage.Training;

/// <summary>Trains the filter of sentences: those of messages that ask nothing against those of all others. The others hold greetings too, so it is trained twice: what the first filter leaves out of them counts as asking nothing for the second.</summary>
internal static class AskFilterTrainer
{
    private const int Bits = 18;
    private const int Rounds = 30;
    private const int FewestRows = 50;
    private const float Cost = 1;

    // Leaving out an ask costs more than keeping a greeting.
    private const float CostOfNothing = 0.5f;
    private const float NothingClearly = 0.4f;

    /// <returns>Null where too few rows ask nothing.</returns>
    public static AskFilter? Train(IReadOnlyList<TrainingRow> rows)
    {
        rows = [.. rows.Where(row => !row.Alone)];
        if (rows.Count(row => row.Kind == Classes.Nothing) < FewestRows)
            return null;
        var messages = rows.Select(Read).Where(message => message.Sentences.Length > 0).ToArray();
        var sentences = messages.SelectMany(message => message.Sentences).ToArray();
        bool[] asksNothing = [.. messages.SelectMany(message => message.Sentences.Select(_ => message.AsksNothing))];
        var first = Train(sentences, asksNothing);
        var start = 0;
        foreach (var message in messages)
        {
            if (!message.AsksNothing)
                Relabel(first, message.Sentences, asksNothing.AsSpan(start, message.Sentences.Length));
            start += message.Sentences.Length;
        }

        var (weights, bias) = Train(sentences, asksNothing);
        var largest = weights.Max(MathF.Abs);
        return new(Bits, largest, bias, [.. weights.Select(weight => LinearModel.Compress(weight / largest))]);
    }

    // The sentence that asks most stays one that asks, whatever the filter says.
    private static void Relabel((float[] Weights, float Bias) filter, WeighedRow[] sentences, Span<bool> asksNothing)
    {
        float[] scores = [.. sentences.Select(sentence => sentence.Dot(filter.Weights) + filter.Bias)];
        var least = scores.Min();
        for (var index = 0; index < scores.Length; index++)
            asksNothing[index] = scores[index] > NothingClearly && scores[index] > least;
    }

    private static (float[] Weights, float Bias) Train(WeighedRow[] sentences, bool[] asksNothing)
    {
        var share = (float)asksNothing.Count(nothing => nothing) / sentences.Length;
        float[] cost = [.. asksNothing.Select(nothing => nothing ? Cost * CostOfNothing / share : Cost / (1 - share))];
        return SupportVectorTrainer.Train(sentences, asksNothing, cost, 1 << Bits, null, Rounds);
    }

    private static (WeighedRow[] Sentences, bool AsksNothing) Read(TrainingRow row)
    {
        var words = OwnWords.Read(row.Title, row.Body);
        using var message = words.Fold(FeatureSet.Mail);
        var body = message.Body;
        var sentences = new List<WeighedRow>();
        for (var (start, end) = (0, 0); start < body.Length; start = end)
        {
            end = start + WordFeatures.LengthOfSentence(body[start..]);
            var collected = new Collected([]);
            SentenceWords.Read(body[start..end], ref collected);
            if (collected.Hashes.Count > 0)
                sentences.Add(Weigh(collected.Hashes));
        }

        return ([.. sentences], row.Kind == Classes.Nothing);
    }

    private static WeighedRow Weigh(List<uint> hashes)
    {
        var scale = 1 / MathF.Sqrt(hashes.Count);
        var buckets = hashes.CountBy(hash => hash >> (32 - Bits)).ToArray();
        return new([.. buckets.Select(bucket => bucket.Key << (32 - Bits))], [.. buckets.Select(bucket => bucket.Value * scale)], 0, 32 - Bits);
    }

    private readonly struct Collected(List<uint> hashes) : ISentenceReader
    {
        public List<uint> Hashes => hashes;

        public void Add(uint hash) => hashes.Add(hash);
    }
}
