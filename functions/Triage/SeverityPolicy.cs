using Router.Shared;
using Router.Triage.Cues;
using Router.Triage.Reading;

namespace Router.Triage;

/// <param name="Evidence">The customer's words that decided; empty where none did.</param>
/// <param name="Why">What those words mean on the ladder.</param>
internal sealed record SeverityDecision(Severity Severity, string Evidence, string Why);

/// <summary>Reads from the impact that a customer describes how hard a fault hits, on the support handbook's ladder.</summary>
internal static class SeverityPolicy
{
    private static readonly CueTable<Severity> Cues = new(
    [
        .. CueFile.Read("severity.low", Severity.Low),
        .. CueFile.Read("severity.medium", Severity.Medium),
        .. CueFile.Read("severity.high", Severity.High),
        .. CueFile.Read("severity.critical", Severity.Critical),
    ]);

    public static SeverityDecision Decide(RequestText text)
    {
        var found = Find(text);
        var highest = found.MaxBy(decision => decision.Severity);
        if (highest is null)
            return new(Severity.Low, "", "No wording says that the customer is blocked.");
        // Who has a way around is not blocked, however the fault is worded; an outage stays one.
        return highest.Severity == Severity.Medium ? found.FirstOrDefault(decision => decision.Severity == Severity.Low) ?? highest : highest;
    }

    private static List<SeverityDecision> Find(RequestText text) =>
    [
        .. from sentence in text.Sentences
           from match in Cues.Find(sentence)
           where match.Cue.Weight > 0
           select new SeverityDecision(match.Cue.Label, sentence.Quote(match.First, match.Last), match.Cue.Why),
    ];
}
