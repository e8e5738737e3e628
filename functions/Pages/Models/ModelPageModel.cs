using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Teams;
using Router.Triage;
using Router.Triage.Learning;
using Router.Triage.SecondOpinions;

namespace Router.Pages.Models;

/// <param name="Ledger">What storage says is in use.</param>
/// <param name="Models">What this instance uses.</param>
/// <param name="Weeks">Newest first.</param>
/// <param name="IsCutShort">True when older requests of these weeks were not counted.</param>
internal sealed record ModelPageModel(ModelLedger Ledger, ModelInUse Models, TriageOptions Options, IReadOnlyList<CorrectionWeek> Weeks, bool IsCutShort, Team Team) : IPageModel
{
    public string Title => "Model";

    /// <summary>What the language model was asked in the same weeks; null where none is set.</summary>
    public OpinionUse? Opinions { get; init; }

    public Section Section => Section.Model;

    public string InUse => Models.IsPinned ? "The file that Triage__ModelPath names" : Name(Ledger.Active);

    public string Since => (Models.IsPinned, Ledger) switch
    {
        (false, { Since: not null, SwitchedBy: { } person }) => $", brought back by {person}",
        (false, { Since: not null }) => ", by the nightly training",
        _ => "",
    };

    /// <summary>True when storage names another model than this instance could load.</summary>
    public bool IsElsewhere => !Models.IsPinned && (Ledger.Active ?? Models.First.Card.Name) != Models.Current.Card.Name;

    /// <summary>What can be brought back; a pinned model lets nothing take its place.</summary>
    public IReadOnlyList<string?> Earlier => Models.IsPinned ? [] : [.. Ledger.Earlier];

    public string Retraining => Options.RetrainFrom == 0
        ? "It is switched off (Triage__RetrainFrom is 0)."
        : $"Each night at 3:00 UTC, from {Words.Count(Options.RetrainFrom, "decision", "decisions")} of persons on (Triage__RetrainFrom).";

    public IReadOnlyList<(string Component, IReadOnlyList<LearntWord> Words)> Learnt =>
        [.. Ledger.Words.GroupBy(word => word.ComponentId).Select(words => (Team.FindComponent(words.Key)?.Name ?? words.Key, (IReadOnlyList<LearntWord>)[.. words]))];

    public static string Name(string? model) => model is null ? "The shipped model" : $"Model {model}";
}
