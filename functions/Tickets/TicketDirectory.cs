using Router.Requests;
using Router.Teams;

namespace Router.Tickets;

/// <summary>Which ticket a request came from, and what we may do there.</summary>
internal sealed class TicketDirectory(Team team, IEnumerable<ITicketSystem> systems)
{
    /// <summary>Null where the request came from no ticket.</summary>
    public TicketPlace? Of(Request request) =>
        request is { Channel: Channel.Webhook, ThreadKey: { } threadKey } && SystemOf(request.Source)?.TicketIdIn(threadKey) is { } id ? new TicketPlace(request.Source, id) : null;

    /// <summary>Null where no system keeps the source's tickets.</summary>
    public ITicketSystem? SystemOf(string source) =>
        team.FindSource(source) is { } known ? systems.FirstOrDefault(system => system.Sends(known)) : null;

    public bool HasAccess(string source) => SystemOf(source)?.HasAccess(source) == true;

    public bool WantsNote(string source) => SystemOf(source)?.WantsNote(source) == true;

    /// <summary>Whether comments from the address are our own.</summary>
    public bool IsOurAgent(string source, string address) => SystemOf(source)?.IsOurAgent(source, address) == true;

    /// <summary>For people: what the source's tickets are kept in.</summary>
    public string NameOf(string source) => SystemOf(source)?.Name ?? source;
}
