using Router.Access;

namespace Router.Pages.Frame;

/// <summary>What the frame around every page shows.</summary>
/// <param name="Person">Who is signed in; null shows no way to the team's pages.</param>
/// <param name="HasBurst">Whether admins are told that unusually many are refused.</param>
internal sealed record PageFrame(string Title, Section Section, SignedInPerson? Person, bool HasBurst = false)
{
    /// <summary>Each with whom it is open to.</summary>
    public static IReadOnlyList<(Section Section, string Path, string Text, Audience Audience)> Links { get; } =
    [
        (Section.Board, "/board", "Board", Audience.Reader),
        (Section.Requests, "/requests", "Requests", Audience.Reader),
        (Section.Search, "/search", "Search", Audience.Reader),
        (Section.Unclear, "/unclear", "Unclear", Audience.Reader),
        (Section.Bugs, "/bugs", "Bugs", Audience.Reader),
        (Section.Outbox, "/outbox", "Outbox", Audience.Reader),
        (Section.DeadLetters, "/dead-letters", "Dead letters", Audience.Agent),
        (Section.Subscribers, "/subscribers", "Subscribers", Audience.Admin),
        (Section.Model, "/model", "Model", Audience.Reader),
        (Section.Refusals, "/refusals", "Refusals", Audience.Admin),
        (Section.Audit, "/audit", "Audit trail", Audience.Admin),
        (Section.Team, "/team", "Team", Audience.Reader),
    ];
}

/// <summary>The part of the site a page belongs to.</summary>
internal enum Section
{
    None,
    Board,
    Requests,
    Search,
    Unclear,
    Bugs,
    Outbox,
    DeadLetters,
    Subscribers,
    Model,
    Refusals,
    Audit,
    Team,

    /// <summary>Customers see it: never with the team's navigation.</summary>
    Customer,
}

/// <summary>What a page tells its frame.</summary>
internal interface IPageModel
{
    string Title { get; }

    Section Section { get; }
}
