namespace Router.Pages.Frame;

/// <summary>What the frame around every page shows.</summary>
/// <param name="Person">Who is signed in; null shows no way to the team's pages.</param>
internal sealed record PageFrame(string Title, Section Section, string? Person)
{
    public static IReadOnlyList<(Section Section, string Path, string Text)> Links { get; } =
    [
        (Section.Board, "/board", "Board"),
        (Section.Requests, "/requests", "Requests"),
        (Section.Unclear, "/unclear", "Unclear"),
        (Section.Bugs, "/bugs", "Bugs"),
        (Section.Outbox, "/outbox", "Outbox"),
        (Section.DeadLetters, "/dead-letters", "Dead letters"),
        (Section.Subscribers, "/subscribers", "Subscribers"),
        (Section.Model, "/model", "Model"),
        (Section.Team, "/team", "Team"),
    ];
}

/// <summary>The part of the site a page belongs to.</summary>
internal enum Section
{
    None,
    Board,
    Requests,
    Unclear,
    Bugs,
    Outbox,
    DeadLetters,
    Subscribers,
    Model,
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
