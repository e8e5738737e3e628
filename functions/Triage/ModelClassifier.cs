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
        var explanation = Explanation.Of(model.Kind, words, TenantFeatures.SaltOf(model.Card.Group));
        var likeliest = probabilities.Likeliest;
        var classification = new Classification(likeliest, probabilities, [.. explanation.Phrases.Select(ToReason)])
        {
            OtherAsk = FindOtherAsk(explanation, likeliest),
            Model = model.Card.Name,
        };
        return IsUnclear(words, probabilities, model.Card.Figures.ThresholdFor(options.Coverage))
            ? classification with { Kind = RequestKind.Unclear }
            : classification;
    }

    public static bool IsUnclear(in OwnWords words, Probabilities probabilities, double threshold) =>
        words.SaysLittle || probabilities.Highest < threshold;

    /// <summary>A text without words says nothing, whatever the model makes of its form.</summary>
    public static Probabilities Judge(TriageModel model, in OwnWords words, string? tenant = null)
    {
        if (!words.HasAny)
            return new(1 / 3.0, 1 / 3.0, 1 / 3.0);
        Span<float> probabilities = stackalloc float[Classes.Kinds.Length];
        using var message = words.Fold(model.Kind.Weights.Features);
        model.Kind.Classify(message, TenantFeatures.SaltOf(tenant ?? model.Card.Group), probabilities);
        return new(probabilities[0], probabilities[1], probabilities[2]);
    }

    private static OtherAsk? FindOtherAsk(Explanation explanation, RequestKind likeliest) =>
        explanation.Asks.Any(ask => Kinds[ask.Part] == likeliest)
        && explanation.Asks.Where(ask => Kinds[ask.Part] != likeliest).MaxBy(ask => ask.Confidence) is { } other
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
