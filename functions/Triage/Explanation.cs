using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>Finds the customer's words that decided, sentence by sentence.</summary>
/// <param name="Phrases">What counted, strongest first.</param>
/// <param name="Asks">The sentences that by themselves say clearly what is asked, in their order.</param>
internal sealed record Explanation(IReadOnlyList<WeightyPhrase> Phrases, IReadOnlyList<ClearSentence> Asks)
{
    private const int MostSentences = 40;
    private const int MostPhrases = 8;
    private const int MostWordsInPhrase = 6;
    private const int FewestWordsInAsk = 4;
    private const float LeastShare = 0.05f;
    private const float ClearFrom = 0.75f;

    /// <param name="tenant">Salt of whose own wording counts beside everybody's, or 0.</param>
    /// <param name="filter">Leaves out what asks nothing, as when the message was judged; null keeps all.</param>
    public static Explanation Of(CalibratedModel model, in OwnWords words, uint tenant = 0, AskFilter? filter = null)
    {
        var counts = new FeatureCounts();
        using var message = words.Fold(model.Weights.Features, filter);
        var scales = model.Weights.Scales(message, counts);
        var (phrases, asks) = (new List<WeightyPhrase>(), new List<ClearSentence>());
        foreach (var sentence in words.Sentences().Take(MostSentences))
        {
            phrases.AddRange(FindPhrases(model, sentence, scales, tenant, counts));
            if (sentence.Words.Length > FewestWordsInAsk && Judge(model, sentence, tenant) is { Confidence: >= ClearFrom } clear)
                asks.Add(clear);
        }

        var strongest = phrases.Where(phrase => phrase.Weight >= LeastShare).OrderByDescending(phrase => phrase.Weight).Take(MostPhrases);
        return new([.. strongest], asks);
    }

    private static ClearSentence Judge(CalibratedModel model, Sentence sentence, uint tenant)
    {
        var probabilities = new float[model.Weights.Classes];
        using var folded = new FoldedMessage("", sentence.Text, model.Weights.Features);
        model.Classify(folded, tenant, probabilities);
        var likeliest = Array.IndexOf(probabilities, probabilities.Max());
        return new(likeliest, probabilities[likeliest], sentence.Quote(0, sentence.Words.Length - 1));
    }

    /// <summary>For each class the run of words in the sentence that speaks most for it.</summary>
    private static IEnumerable<WeightyPhrase> FindPhrases(CalibratedModel model, Sentence sentence, float[] scales, uint tenant, FeatureCounts counts)
    {
        var weights = new float[sentence.Words.Length][];
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] = new float[model.Weights.Classes];
            var word = sentence.Words[index];
            if (word.End <= word.Start || (index > 0 && sentence.Words[index - 1].Start == word.Start))
                continue;
            using var folded = new FoldedMessage("", sentence.Text.AsSpan(word.Start, word.End - word.Start), model.Weights.Features);
            model.Weights.Weigh(folded, scales, tenant, counts, weights[index]);
            var mean = weights[index].Average();
            for (var part = 0; part < weights[index].Length; part++)
                weights[index][part] -= mean;
        }

        return Enumerable.Range(0, model.Weights.Classes)
            .Select(part => BestRun(weights, part) is var (first, last, weight) && weight > 0
                ? new WeightyPhrase(part, sentence.Quote(first, last), weight * model.Calibration.Sharpness)
                : null)
            .OfType<WeightyPhrase>();
    }

    private static (int First, int Last, float Weight) BestRun(float[][] weights, int part)
    {
        var best = (First: 0, Last: 0, Weight: 0f);
        for (var first = 0; first < weights.Length; first++)
        {
            var sum = 0f;
            for (var last = first; last < Math.Min(weights.Length, first + MostWordsInPhrase); last++)
            {
                sum += weights[last][part];
                if (sum > best.Weight)
                    best = (first, last, sum);
            }
        }

        return best;
    }
}

/// <param name="Part">The class that it speaks for.</param>
/// <param name="Quote">In the customer's own words.</param>
/// <param name="Weight">What it adds to the class's score.</param>
internal sealed record WeightyPhrase(int Part, string Quote, float Weight);

/// <param name="Part">The class.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Quote">The sentence, in the customer's own words.</param>
internal sealed record ClearSentence(int Part, float Confidence, string Quote);
