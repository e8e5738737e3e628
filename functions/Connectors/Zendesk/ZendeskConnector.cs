using Microsoft.Extensions.Options;
using Router.Intake.Webhooks.Schemes;
using Router.Tickets;

namespace Router.Connectors.Zendesk;

/// <summary>Zendesk: replies become comments of their tickets, and closing a request solves its ticket.</summary>
internal sealed class ZendeskConnector : IConnector
{
    public WebhookScheme Webhooks => ZendeskWebhooks.Scheme;

    public void AddTo(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ZendeskOptions>().Configure<IConfiguration>(ReadAccess).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ZendeskOptions>, ZendeskOptionsValidator>();
        builder.Services.AddSingleton<ZendeskClient>();
        builder.Services.AddSingleton<ZendeskWriter>();
        builder.Services.AddSingleton<ITicketSystem, ZendeskTickets>();
    }

    // By hand, as each child of the section is a source id and not a property.
    private static void ReadAccess(ZendeskOptions options, IConfiguration configuration)
    {
        foreach (var source in configuration.GetSection(ZendeskOptions.Section).GetChildren())
        {
            options.ById[source.Key] = new ZendeskAccess
            {
                Subdomain = source[nameof(ZendeskAccess.Subdomain)],
                Email = source[nameof(ZendeskAccess.Email)],
                ApiToken = source[nameof(ZendeskAccess.ApiToken)],
                OAuthToken = source[nameof(ZendeskAccess.OAuthToken)],
                InternalNote = source[nameof(ZendeskAccess.InternalNote)],
                StandInUrl = source[nameof(ZendeskAccess.StandInUrl)],
            };
        }
    }
}
