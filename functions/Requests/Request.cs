namespace Router.Requests;

/// <summary>A request's state: what came in, what was decided, where it landed. Its text is kept beside it.</summary>
internal sealed record Request
{
    public required string Id { get; init; }

    public required Channel Channel { get; init; }

    public required string Source { get; init; }

    public required string Subject { get; init; }

    public required Customer Customer { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public string? ProductArea { get; init; }

    public string? ThreadKey { get; init; }

    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>How many more came that are not listed.</summary>
    public int AttachmentsLeftOut { get; init; }

    public bool IsAutomatic { get; init; }

    /// <summary>What the mail that opened it says of its place in a conversation; null where no mail did.</summary>
    public MailHead? Mail { get; init; }

    /// <summary>Addresses that its mails may come from: the customer, who stands in copy, and the colleagues who wrote.</summary>
    public IReadOnlyList<string> Parties { get; init; } = [];

    /// <summary>Another request that it is about: one that was closed for long, or one that its sender claimed to be a party to.</summary>
    public string? LinkedTo { get; init; }

    /// <summary>Why no mail may go out on it without a person; our own words. Null where one may.</summary>
    public string? NoAutomaticReply { get; init; }

    /// <summary>True while a later mail of a person stands in it that nobody has read.</summary>
    public bool HasUnread { get; init; }

    /// <summary>True while a later mail is held because nothing proves its sender.</summary>
    public bool HasHeld { get; init; }

    /// <summary>Set where nothing proves the sender of the mail that opened it; those in its copy are no parties until a person believes it.</summary>
    public MailDoubt? Doubt { get; init; }

    /// <summary>True when our last mail came back for good.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>When a person or the other system closed it; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the other system last said that it is done, or open again, by that system's clock; what it said before does not count any more.</summary>
    public DateTimeOffset? ThreadStatusAt { get; init; }

    /// <summary>SHA-256 of what the sender asked, in hex: tells the same request again from another one under the same id.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Unguessable part of the customer's status address.</summary>
    public required string StatusToken { get; init; }

    public RequestState State { get; init; }

    public RequestKind Kind { get; init; }

    public Probabilities? Probabilities { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>A second, different ask that triage saw in the message; null where there is none.</summary>
    public OtherAsk? OtherAsk { get; init; }

    /// <summary>What is asked, thing by thing, where triage saw things of more than one kind; else empty.</summary>
    public IReadOnlyList<Ask> Asks { get; init => field = value ?? []; } = [];

    /// <summary>What a language model said of it; null where none was asked or none answered.</summary>
    public OpinionGiven? Opinion { get; init; }

    /// <summary>Name of the model that judged it; null before triage.</summary>
    public string? Model { get; init; }

    /// <summary>Who decided the kind: null for the classifier, else the person.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>How often a person has moved it to another place; its stages of each way are told apart by it.</summary>
    public int Moves { get; init; }

    /// <summary>True where whoever moved it last did not want the customer told.</summary>
    public bool IsMovedQuietly { get; init; }

    /// <summary>What a person said it is; null while nobody did. Requests decided before this was kept have <see cref="DecidedBy"/> only.</summary>
    public PersonsDecision? Decision { get; init; }

    public Severity? Severity { get; init; }

    public string? SeverityReason { get; init; }

    public string? ComponentId { get; init; }

    public string? ComponentReason { get; init; }

    /// <summary>Person id of the component's owner; null when the component has none.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Person id of whom it was assigned to; null while it is its owner's.</summary>
    public string? AssigneeId { get; init; }

    /// <summary>Who is to see to it.</summary>
    public string? ResponsibleId => AssigneeId ?? OwnerId;

    /// <summary>Labels of details that a bug of this component needs and the customer has not given.</summary>
    public IReadOnlyList<string> MissingDetails { get; init; } = [];

    public Landing? Landing { get; init; }

    /// <summary>The backlog item chosen for it, written before the item is touched so that a retry chooses the same.</summary>
    public string? PlannedItemId { get; init; }

    /// <summary>Why it was ignored or parked; our own words.</summary>
    public string? StateReason { get; init; }

    /// <summary>The message that failed for good; a replay sends it again.</summary>
    public string? ParkedMessage { get; init; }

    /// <summary>The step that failed for good, with its circumstances; null once it is replayed.</summary>
    public Parking? Parking { get; init; }

    public double? Confidence => Probabilities is null
        ? null
        : Math.Max(Probabilities.Doing, Math.Max(Probabilities.Building, Probabilities.Fixing));

    public bool MayBeClosed => this is { ClosedAt: null, State: RequestState.Landed or RequestState.Ignored };

    /// <summary>True when nothing more happens by itself.</summary>
    public bool IsSettled => State is RequestState.Waiting or RequestState.Landed or RequestState.Ignored or RequestState.Parked;
}

/// <param name="Message">The message that failed for good.</param>
/// <param name="Reason">Why; our own words.</param>
/// <param name="MailKey">Which mail it was about. A request that has settled stays as it is when only a mail of it fails.</param>
internal sealed record Parking(string Message, string Reason, int Attempts, DateTimeOffset At, string? MailKey = null);

/// <param name="Place">Where it landed.</param>
/// <param name="Summary">One line for lists, for example "Joined 3 others" or "Gap in the documentation".</param>
/// <param name="Path">Path of the page that shows it.</param>
internal sealed record Landing(LandingPlace Place, string Summary, string Path);

/// <summary>The places a request can land.</summary>
public enum LandingPlace
{
    /// <summary>An answer was drafted from the docs.</summary>
    Answer,

    /// <summary>The docs have no answer: reported as a gap.</summary>
    DocumentationGap,

    /// <summary>An item of the backlog board.</summary>
    Board,

    /// <summary>A bug of a component.</summary>
    Bugs,
}
