using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Triage.Learning;

/// <summary>Which model is in use here, and how that came: one small document that all instances read.</summary>
internal sealed record ModelLedger
{
    private const int MostCandidates = 10;

    // A model that somebody went back from comes again only when there is clearly more to learn from.
    private const double MoreAfterAWayBack = 1.2;

    /// <summary>The model in use; null for the one that came with the program.</summary>
    public string? Active { get; init; }

    /// <summary>Since when; null while nothing was ever switched.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>A person, or null for the retraining.</summary>
    public string? SwitchedBy { get; init; }

    /// <summary>The model that somebody went back from; null after the next switch.</summary>
    public LeftModel? Left { get; init; }

    /// <summary>Newest first. The generated reader sets what is not in the file to null.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init => field = value ?? []; } = [];

    /// <summary>What was learnt for components.</summary>
    public IReadOnlyList<LearntWord> Words { get; init => field = value ?? []; } = [];

    /// <summary>What the last run of the retraining did.</summary>
    public LastRun? LastRun { get; init; }

    /// <summary>How many decisions the retraining needs before it may switch.</summary>
    public int DecisionsToSwitch => Left is null ? 0 : (int)Math.Ceiling(Left.Decisions * MoreAfterAWayBack);

    /// <summary>Models that a person may go to: those that were in use, the shipped one among them as null.</summary>
    public IEnumerable<string?> Earlier =>
        Candidates.Where(candidate => candidate.Switched && candidate.Model != Active).Select(candidate => (string?)candidate.Model)
            .Distinct().Concat(Active is null ? [] : [null]);

    /// <summary>Whether a person may ask for it: the model in use counts, as a second click finds its work done.</summary>
    public bool CanGoBackTo(string? model) => Active == model || Earlier.Contains(model);

    /// <summary>Adds a candidate, which takes the place of the model in use if it is marked so.</summary>
    public ModelLedger With(Candidate candidate)
    {
        var added = this with { Candidates = [.. Kept(candidate)], LastRun = new(candidate.At, candidate.Why) };
        return candidate.Switched
            ? added with { Active = candidate.Model, Since = candidate.At, SwitchedBy = null, Left = null }
            : added;
    }

    /// <summary>Goes to a model that was in use before; null for the shipped one.</summary>
    public ModelLedger GoBackTo(string? model, string person, DateTimeOffset now) => this with
    {
        Active = model,
        Since = now,
        SwitchedBy = person,
        Left = Active is null ? null : new(Active, Candidates.FirstOrDefault(candidate => candidate.Model == Active)?.Decisions ?? 0),
    };

    // The one in use stays listed however many come after it.
    private IEnumerable<Candidate> Kept(Candidate newest) =>
        [newest, .. Candidates.Where((candidate, index) => candidate.Model != newest.Model && (index < MostCandidates - 1 || candidate.Model == Active))];
}

/// <param name="Model">Its name.</param>
/// <param name="Decisions">How many decisions there were when it was trained.</param>
internal sealed record LeftModel(string Model, int Decisions);

/// <param name="At">When.</param>
/// <param name="Text">What it did, for a person to read.</param>
internal sealed record LastRun(DateTimeOffset At, string Text);

/// <summary>A model that the retraining made.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Rows">How many rows it learnt from.</param>
/// <param name="Decisions">How many decisions there were, the held-out ones included.</param>
/// <param name="Against">The model in use that it was compared with.</param>
/// <param name="Switched">True when it took that one's place.</param>
/// <param name="Why">For a person to read.</param>
internal sealed record Candidate(string Model, DateTimeOffset At, int Rows, int Decisions, string Against, ModelComparison Figures, bool Switched, string Why);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelLedger))]
internal sealed partial class LedgerJsonContext : JsonSerializerContext;
