using Router.Requests;

namespace Router.Conversations;

/// <summary>What another system says of one of its conversations: that it is done, or open again.</summary>
/// <param name="Source">The source in the team file.</param>
/// <param name="ThreadKey">As in <see cref="InboundRequest.ThreadKey"/>.</param>
/// <param name="EventId">The sender's own id of the event: the same event counts once.</param>
/// <param name="At">When it happened by the sender's clock; null where the sender does not say, then it counts as the latest.</param>
internal sealed record ThreadEvent(string Source, string ThreadKey, string EventId, DateTimeOffset? At);

/// <param name="Request">The request that it concerns, the latest of the conversation; null where none is known.</param>
internal sealed record ThreadResult(EventOutcome Outcome, Request? Request);

/// <summary>What became of an event of a conversation.</summary>
internal enum EventOutcome
{
    /// <summary>The request has taken it in.</summary>
    Taken,

    /// <summary>It had been taken in, or the request was so already.</summary>
    Repeated,

    /// <summary>The other system has said something later: it changes nothing.</summary>
    Outdated,

    /// <summary>What we wrote there came back: it changes nothing.</summary>
    Echo,

    /// <summary>No request came from the conversation. A comment makes one; a status is acknowledged.</summary>
    Unknown,
}
