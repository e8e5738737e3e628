using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Teams.Sources;
using Router.Tickets;

namespace Router.Connectors.Zendesk;

/// <summary>Tickets of the Zendesk accounts behind webhook sources.</summary>
internal sealed class ZendeskTickets(ZendeskWriter writer, IOptions<ZendeskOptions> options) : ITicketSystem
{
    private const int MaxIdLength = 19;
    private const string Prefix = "zendesk:";

    public string Name => ZendeskWebhooks.Name;

    public bool Sends(WebhookSource source) => source.Scheme == ZendeskWebhooks.Name;

    // The one place that knows how a thread key carries the ticket's id: the id itself, or "zendesk:" before it in requests from before the mappings.
    public string? TicketIdIn(string threadKey)
    {
        var id = threadKey.StartsWith(Prefix, StringComparison.Ordinal) ? threadKey[Prefix.Length..] : threadKey;
        return id is { Length: > 0 and <= MaxIdLength } && id.All(char.IsAsciiDigit) ? id : null;
    }

    public bool HasAccess(string source) => AccessTo(source) is not null;

    public string AccessSettings(string source) => $"{ZendeskOptions.Section}__{source}__Subdomain, __Email and __ApiToken";

    public bool WantsNote(string source) => AccessTo(source)?.WantsNote == true;

    public bool IsOurAgent(string source, string address) =>
        address.Length > 0 && AccessTo(source)?.Email is { Length: > 0 } ours && ours.Equals(address, StringComparison.OrdinalIgnoreCase);

    public Task<TellingEnd> TellAsync(TicketPlace place, TicketChange change, DateTimeOffset? toldAt, Func<Task> writeDown, CancellationToken cancellationToken) =>
        writer.TellAsync(place, change, toldAt, writeDown, cancellationToken);

    private ZendeskAccess? AccessTo(string source) => options.Value.ById.GetValueOrDefault(source);
}
