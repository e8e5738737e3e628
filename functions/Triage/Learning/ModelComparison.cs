using Router.Requests;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Triage.Learning;

/// <summary>How a candidate did beside the model in use. On held-out decisions neither of them has learnt from any.</summary>
/// <param name="HeldOut">How many decisions they were compared on.</param>
/// <param name="NowAgrees">With how many of them the model in use agrees in kind.</param>
/// <param name="CandidateAgrees">With how many of them the candidate does.</param>
/// <param name="Mended">Where only the candidate agrees.</param>
/// <param name="Broken">Where only the model in use agrees.</param>
/// <param name="SeverityCloser">Where the candidate's severity is nearer to the person's.</param>
/// <param name="SeverityFarther">Where it is farther away.</param>
/// <param name="Undisputed">Newest requests that triage decided and nobody corrected.</param>
/// <param name="Moved">How many of these the candidate would send elsewhere.</param>
/// <param name="ShippedAccuracy">Of the candidate on shipped messages that did not hold it where it was while it was taught.</param>
/// <param name="ShippedAccuracyBefore">The same of the shipped model.</param>
internal sealed record ModelComparison(
    int HeldOut,
    int NowAgrees,
    int CandidateAgrees,
    int Mended,
    int Broken,
    int SeverityCloser,
    int SeverityFarther,
    int Undisputed,
    int Moved,
    double ShippedAccuracy,
    double ShippedAccuracyBefore)
{
    /// <param name="shippedAccuracy">Of the candidate and of the shipped model.</param>
    public static ModelComparison Of(
        TriageModel now, TriageModel candidate, IReadOnlyList<TrainingRow> heldOut, IReadOnlyList<PastRequest> undisputed, (double Candidate, double Before) shippedAccuracy)
    {
        var kinds = heldOut.Select(row => (Now: IsRight(now, row), Candidate: IsRight(candidate, row))).ToList();
        var severities = heldOut.Where(row => row.SeverityIndex >= 0).Select(row => StepsOff(candidate, row) - StepsOff(now, row)).ToList();
        return new(
            heldOut.Count,
            kinds.Count(kind => kind.Now),
            kinds.Count(kind => kind.Candidate),
            kinds.Count(kind => kind is { Candidate: true, Now: false }),
            kinds.Count(kind => kind is { Candidate: false, Now: true }),
            severities.Count(steps => steps < 0),
            severities.Count(steps => steps > 0),
            undisputed.Count,
            undisputed.Count(past => KindOf(now, past.Request.Subject, past.Text) != KindOf(candidate, past.Request.Subject, past.Text)),
            Math.Round(shippedAccuracy.Candidate, 4),
            Math.Round(shippedAccuracy.Before, 4));
    }

    /// <summary>Share of the rows that it reads as they are marked, what asks nothing among them.</summary>
    public static double AccuracyOf(TriageModel model, IReadOnlyList<TrainingRow> rows) => rows.Average(row => IsRight(model, row) ? 1.0 : 0);

    private static bool IsRight(TriageModel model, TrainingRow row) => ClassOf(model, row) == row.Kind;

    private static string ClassOf(TriageModel model, TrainingRow row) =>
        ModelClassifier.Judge(model, OwnWords.Read(row.Title, row.Body)) is var said && said.AsksNothing ? Classes.Nothing : KindNames.Of(said.Likeliest);

    private static RequestKind KindOf(TriageModel model, string subject, string text) => ModelClassifier.Judge(model, OwnWords.Read(subject, text)).Likeliest;

    private static int StepsOff(TriageModel model, TrainingRow row) =>
        Math.Abs((int)SeverityPolicy.Decide(model, OwnWords.Read(row.Title, row.Body)).Severity - row.SeverityIndex);
}
