using Router.Requests;
using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage;

/// <param name="Confidence">0 to 1.</param>
/// <param name="Evidence">The customer's words that decided; empty where none did.</param>
/// <param name="Why">What the severity means on the ladder.</param>
internal sealed record SeverityDecision(Severity Severity, double Confidence, string Evidence, string Why);

/// <summary>Reads from the impact that a customer describes how hard a fault hits, on the support handbook's ladder.</summary>
internal sealed class SeverityPolicy(ModelInUse models)
{
    private static readonly Severity[] Ladder = [Severity.Low, Severity.Medium, Severity.High, Severity.Critical];

    public SeverityDecision Decide(string subject, string text) => Decide(models.Current, OwnWords.Read(subject, text));

    public static SeverityDecision Decide(TriageModel model, in OwnWords words)
    {
        if (model.Severity is not { } part || !words.HasAny)
            return new(Severity.Low, 0, "", "No wording says that the customer is blocked.");
        var salt = TenantFeatures.SaltOf(model.Card.Group);
        var probabilities = Judge(part, words, salt);
        var step = SeverityLadder.Decide(probabilities);
        var evidence = Explanation.Of(part, words, salt).Phrases.FirstOrDefault(phrase => phrase.Part == step)?.Quote ?? "";
        return new(Ladder[step], probabilities[step], evidence, WhyOf(Ladder[step]));
    }

    public static float[] Judge(CalibratedModel part, in OwnWords words, uint salt)
    {
        var probabilities = new float[Classes.Severities.Length];
        using var message = words.Fold(part.Weights.Features);
        part.Classify(message, salt, probabilities);
        return probabilities;
    }

    private static string WhyOf(Severity severity) => severity switch
    {
        Severity.Critical => "Sounds as if the platform were down or data in danger.",
        Severity.High => "Sounds as if many were blocked.",
        Severity.Medium => "Sounds as if this customer were blocked.",
        _ => "Sounds as if there were a way around it, or it only annoys.",
    };
}
