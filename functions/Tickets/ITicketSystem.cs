using Router.Requests;
using Router.Teams.Sources;

namespace Router.Tickets;

/// <summary>Another system that keeps tickets; connectors fill this seam. A request that came from one of its tickets is answered, noted and solved there.</summary>
internal interface ITicketSystem
{
    /// <summary>As people call it.</summary>
    string Name { get; }

    /// <summary>Whether the source's webhooks come from this system.</summary>
    bool Sends(WebhookSource source);

    /// <summary>The ticket's id in a request's thread key; null where there is none.</summary>
    string? TicketIdIn(string threadKey);

    bool HasAccess(string source);

    /// <summary>The settings that give access, for whoever has to set them.</summary>
    string AccessSettings(string source);

    /// <summary>Whether agents are to get an internal note when a request lands.</summary>
    bool WantsNote(string source);

    /// <summary>Whether comments from the address are our own.</summary>
    bool IsOurAgent(string source, string address);

    /// <summary>Makes a change of a ticket exactly once, whatever is lost on the way.</summary>
    /// <param name="toldAt">When it was last written down that the system is told; null where it never was.</param>
    /// <param name="writeDown">Writes that down; called before the first telling of this run.</param>
    Task<TellingEnd> TellAsync(TicketPlace place, TicketChange change, DateTimeOffset? toldAt, Func<Task> writeDown, CancellationToken cancellationToken);
}

/// <summary>How a telling ended.</summary>
internal enum TellingEnd
{
    /// <summary>The change is in the ticket, from now or from before.</summary>
    Done,

    /// <summary>The ticket was so already.</summary>
    Needless,

    /// <summary>The ticket is closed for good and takes no change.</summary>
    Closed,
}
