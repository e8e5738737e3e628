namespace Router.Shared;

/// <summary>A mail that is to go out once.</summary>
/// <param name="Key">Unique within its partition, for example "reply" or "digest".</param>
/// <param name="To">Address; held until a person completes it when empty.</param>
internal sealed record Mail(string Key, string To, string ToName, string Subject, string PlainText, string Html, DateTimeOffset CreatedAt)
{
    public MailState State { get; init; }

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

    /// <summary>Handed to the mailbox.</summary>
    Sent,
}
