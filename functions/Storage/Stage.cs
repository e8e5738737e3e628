using Router.Requests;

namespace Router.Storage;

/// <summary>
/// One step's whole outcome, committed in one batch: the new state, the receipt, what is to be sent, mails, and the timeline.
/// A stage commits once; its receipt row is what makes a repetition harmless.
/// </summary>
/// <param name="Name">Unique within the partition, for example "triage" or "land".</param>
/// <param name="Request">The new state; null for partitions without a request (digests).</param>
internal sealed record Stage(string Name, Request? Request)
{
    /// <summary>The customer's text; given at the first stage only.</summary>
    public string? Text { get; init; }

    /// <summary>The bytes that the stage is made of; null where it is made of none.</summary>
    public RawPayload? Raw { get; init; }

    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];

    public IReadOnlyList<Mail> Mails { get; init; } = [];

    /// <summary>Later mails that are new, or that change.</summary>
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    /// <summary>What happened, for the timeline; our own words.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>What others are told of it.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];
}

/// <param name="Message">A name of the message, see Messaging.</param>
/// <param name="MailKey">Which mail or which stage it is about, if any.</param>
internal sealed record OutboxMessage(string Message, string? MailKey = null);

/// <param name="At">When it was committed.</param>
/// <param name="Stage">The stage that wrote it.</param>
internal sealed record TimelineEvent(DateTimeOffset At, string Stage, string Text);

/// <param name="At">When it was committed.</param>
/// <param name="Stage">The stage that made it true.</param>
internal sealed record StoredFact(DateTimeOffset At, string Stage, Fact Fact);
