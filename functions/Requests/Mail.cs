namespace Router.Requests;

/// <summary>A mail that is to go out once.</summary>
/// <param name="Key">Unique within its partition, for example "reply" or "digest".</param>
/// <param name="To">Address; held until a person completes it when empty.</param>
internal sealed record Mail(string Key, string To, string ToName, string Subject, string PlainText, string Html, DateTimeOffset CreatedAt)
{
    public MailState State { get; init; }

    /// <summary>Who wrote it; null for what Router drafted.</summary>
    public string? WrittenBy { get; init; }

    /// <summary>Who last changed what Router had drafted; null where nobody did.</summary>
    public string? EditedBy { get; init; }

    /// <summary>How often its text or its recipients were changed: each edition is a mail of its own to the mailbox.</summary>
    public int Edition { get; init; }

    /// <summary>It does not leave before, so that whoever wrote it can take it back; null where it need not wait.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often a person has changed it, discarded or restored it; lists show the latest.</summary>
    public int Revision { get; init; }

    /// <summary>Which of our templates it is made of; null where none is.</summary>
    public string? Template { get; init; }

    /// <summary>Who gets a copy once a person has approved it; what leaves by itself goes to one address only.</summary>
    public IReadOnlyList<string> Copied { get; init; } = [];

    /// <summary>The mail that it answers, without angle brackets; null where it answers none.</summary>
    public string? InReplyTo { get; init; }

    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>True where it holds what somebody typed beside an address that may be another's: it leaves by a person only.</summary>
    public bool HasTypedWords { get; init; }

    /// <summary>Why it must not leave without a person; our own words. Null where it may.</summary>
    public string? NeedsPerson { get; init; }

    /// <summary>The ticket that it goes to as a comment; null where it leaves as a mail.</summary>
    public TicketPlace? Ticket { get; init; }

    /// <summary>True for a comment that only agents see.</summary>
    public bool IsInternal { get; init; }

    /// <summary>True when its ticket takes no comment any more.</summary>
    public bool IsTicketClosed { get; init; }

    /// <summary>Its draft in the mailbox; null while there is none.</summary>
    public string? DraftId { get; init; }

    /// <summary>When the mailbox was last told to send it; null before.</summary>
    public DateTimeOffset? SendingSince { get; init; }

    /// <summary>Who sent it on; null where nobody had to.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Why it is held; our own words.</summary>
    public string? StateReason { get; init; }
}

/// <summary>How far a mail has come.</summary>
public enum MailState
{
    /// <summary>On its way.</summary>
    Queued,

    /// <summary>Shown in the outbox; a person or a mailbox has to act.</summary>
    Held,

    /// <summary>A person has sent it on, and it is on its way out.</summary>
    Leaving,

    /// <summary>It has left the mailbox.</summary>
    Sent,

    /// <summary>The mailbox no longer has it; only a person can tell whether it left.</summary>
    Gone,

    /// <summary>It never leaves: a person discarded it, or moved its request. It can be restored.</summary>
    Discarded,
}
