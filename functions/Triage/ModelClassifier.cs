using Router.Requests;
using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>Decides by the linear model that is in use.</summary>
internal sealed class ModelClassifier(ModelInUse models, TriageOptions options) : IRequestClassifier
{
    private static readonly RequestKind[] Kinds = [RequestKind.Doing, RequestKind.Building, RequestKind.Fixing];

    public Classification Classify(string subject, string text)
    {
        var model = models.Current;
        var words = OwnWords.Read(subject, text);
        var probabilities = Judge(model, words);
        var explanation = Explanation.Of(model.Kind, words, TenantFeatures.SaltOf(model.Card.Group), model.Asks);
        var likeliest = probabilities.Likeliest;
        var asks = AskReader.Read(model, words, probabilities);
        var classification = new Classification(likeliest, probabilities, [.. explanation.Phrases.Where(phrase => phrase.Part < Kinds.Length).Select(ToReason)])
        {
            OtherAsk = FindOtherAsk(explanation, likeliest),
            Asks = asks.Count > 1 ? asks : [],
            IsSeveral = asks.Count > 1 && (AskReader.IsList(words) || !AskReader.IsClear(probabilities)),
            Model = model.Card.Name,
        };
        return classification.IsSeveral || IsUnclear(words, probabilities, model.Card.Figures.ThresholdFor(options.Coverage))
            ? classification with { Kind = RequestKind.Unclear }
            : classification;
    }

    public static bool IsUnclear(in OwnWords words, Probabilities probabilities, double threshold) =>
        words.SaysLittle || probabilities.AsksNothing || probabilities.Highest < threshold;

    /// <summary>A text without words says nothing, whatever the model makes of its form.</summary>
    public static Probabilities Judge(TriageModel model, in OwnWords words, string? tenant = null)
    {
        if (!words.HasAny)
            return new(1 / 3.0, 1 / 3.0, 1 / 3.0);
        Span<float> kinds = stackalloc float[Classes.All.Length];
        var salt = TenantFeatures.SaltOf(tenant ?? model.Card.Group);
        using (var message = words.Fold(model.Kind.Weights.Features, model.Asks))
            model.Kind.Classify(message, salt, kinds[..model.Kind.Weights.Classes]);
        if (model.Nothing is not null)
            Mix(kinds, JudgeNothing(model.Nothing, words, salt));
        return new(kinds[0], kinds[1], kinds[2]) { Nothing = kinds[3] };
    }

    /// <summary>Two voices on whether anything is asked, each half: what the kinds' part made of the sentences that ask, and what the other made of the whole.</summary>
    /// <param name="kinds">The kinds, then nothing; changed.</param>
    /// <param name="nothing">What the other says.</param>
    public static void Mix(Span<float> kinds, float nothing)
    {
        var mixed = (kinds[3] + nothing) / 2;
        var asked = Math.Max(1e-6f, 1 - kinds[3]);
        for (var kind = 0; kind < Classes.Kinds.Length; kind++)
            kinds[kind] *= (1 - mixed) / asked;
        kinds[3] = mixed;
    }

    // Read whole: what is left when greetings are taken off an offer or a birthday card looks like an ask.
    private static float JudgeNothing(CalibratedModel part, in OwnWords words, uint salt)
    {
        Span<float> probabilities = stackalloc float[2];
        using var message = words.Fold(part.Weights.Features);
        part.Classify(message, salt, probabilities);
        return probabilities[1];
    }

    private static OtherAsk? FindOtherAsk(Explanation explanation, RequestKind likeliest) =>
        explanation.Asks.Where(ask => ask.Part < Kinds.Length).ToList() is var asks
        && asks.Exists(ask => Kinds[ask.Part] == likeliest)
        && asks.Where(ask => Kinds[ask.Part] != likeliest).MaxBy(ask => ask.Confidence) is { } other
            ? new(Kinds[other.Part], other.Quote)
            : null;

    private static Reason ToReason(WeightyPhrase phrase) => new(
        Kinds[phrase.Part],
        phrase.Quote,
        Kinds[phrase.Part] switch
        {
            RequestKind.Doing => "Customers who ask for help or an answer write so.",
            RequestKind.Building => "Customers who wish for something new write so.",
            _ => "Customers who report a fault write so.",
        },
        Math.Round(phrase.Weight, 2));
}
