using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Requests;

internal sealed record RequestPageModel(Request Request, Partition Partition, Team Team) : IPageModel
{
    /// <summary>The cursor of the page with the later mails before these; null on the last.</summary>
    public string? Earlier { get; init; }

    /// <summary>False on the pages after the one with the newest mails.</summary>
    public bool IsNewest { get; init; } = true;

    /// <summary>The forms to write in; null for whoever may only read.</summary>
    public ComposerModel? Composer { get; init; }

    /// <summary>The reply that the person has just sent and may take back; null for none.</summary>
    public Mail? Sent { get; init; }

    public string Comments => Request.Channel == Channel.Webhook ? "comments" : "mails";

    public string Later => $"Later {Comments}{(Partition.FollowUps.Count > 1 || !IsNewest ? ", newest first" : "")}";

    public string Title => Words.Subject(Request.Subject);

    public Section Section => Section.Requests;

    public string Component => Team.FindComponent(Request.ComponentId)?.Name ?? Request.ComponentId ?? "Not recognised";

    public string Owner => Team.FindPerson(Request.OwnerId)?.Name ?? Request.OwnerId ?? "Nobody";

    /// <summary>Whom it was assigned to; null while it is its owner's.</summary>
    public string? Assignee => Request.AssigneeId is null ? null : Team.FindPerson(Request.AssigneeId)?.Name ?? Request.AssigneeId;

    /// <summary>Each kind with its probability, likeliest first; empty before triage.</summary>
    public IReadOnlyList<(RequestKind Kind, double Probability)> Probabilities => Request.Probabilities is not { } given
        ? []
        : [.. new[] { (RequestKind.Doing, given.Doing), (RequestKind.Building, given.Building), (RequestKind.Fixing, given.Fixing) }
            .OrderByDescending(pair => pair.Item2)];

    /// <summary>The landing's path; null where it is no path of this site.</summary>
    public string? LandingPath => Request.Landing is { Path: ['/', not '/', ..] path } && !path.Contains('\\') ? path : null;

    public string ComponentSaid(PersonsDecision decision) => decision.ComponentId switch
    {
        null => "As triage reads it",
        PersonsDecision.NoComponent => "None",
        var id => Team.FindComponent(id)?.Name ?? id,
    };

    public static string TriageSaid(PersonsDecision decision) => decision.Triage is { Kind: RequestKind.Unclear } unsure
        ? $"Triage was not sure: {Words.Of(unsure.Likeliest)} at {Words.Percent(unsure.Confidence)}"
        : $"Triage said {Words.Of(decision.Triage.Kind)} at {Words.Percent(decision.Triage.Confidence)}";

    /// <summary>Says that there is more than the list shows, and why.</summary>
    public static string NotListed(int count) =>
        $"{count} more {(count == 1 ? "file" : "files")} came with it: at most {InboundRequest.MaxAttachments} are listed.";

    public static string PathOf(string requestId, string mailKey, int index) => $"/requests/{requestId}/attachments/{mailKey}/{index}";

    public string Came => $"{Request.Channel}, {Request.Source}";
}
