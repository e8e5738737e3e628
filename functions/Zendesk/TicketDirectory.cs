using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Zendesk;

/// <summary>Which ticket a request came from, and what we may do there.</summary>
internal sealed class TicketDirectory(Team team, IOptions<ZendeskOptions> options)
{
    private const int MaxIdLength = 19;
    private const string Prefix = "zendesk:";

    /// <summary>Null where the request is no ticket of a Zendesk source.</summary>
    public TicketPlace? Of(Request request) =>
        request.Channel == Channel.Webhook && team.FindSource(request.Source)?.Scheme == WebhookScheme.Zendesk && IdOf(request.ThreadKey) is { } id
            ? new TicketPlace(request.Source, id)
            : null;

    public bool HasAccess(string source) => options.Value.ById.ContainsKey(source);

    public bool WantsNote(string source) => options.Value.ById.GetValueOrDefault(source)?.WantsNote == true;

    /// <summary>Whether comments from the address are our own.</summary>
    public bool IsOurAgent(string source, string address) =>
        address.Length > 0 && options.Value.ById.GetValueOrDefault(source)?.Email is { Length: > 0 } ours && ours.Equals(address, StringComparison.OrdinalIgnoreCase);

    // The one place that knows how a thread key carries the ticket's id: the id itself, or "zendesk:" before it in requests from before the mappings.
    private static string? IdOf(string? threadKey)
    {
        var id = threadKey?.StartsWith(Prefix, StringComparison.Ordinal) == true ? threadKey[Prefix.Length..] : threadKey;
        return id is { Length: > 0 and <= MaxIdLength } && id.All(char.IsAsciiDigit) ? id : null;
    }
}
