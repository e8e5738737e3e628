using Microsoft.Extensions.Options;
using Router.Messaging;

namespace Router.Zendesk;

internal static class ZendeskRegistration
{
    public static void AddZendesk(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ZendeskOptions>().Configure<IConfiguration>(ReadAccess).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ZendeskOptions>, ZendeskOptionsValidator>();
        builder.Services.AddSingleton<TicketDirectory>();
        builder.Services.AddSingleton<ZendeskTickets>();
        builder.Services.AddSingleton<TicketWriter>();
        builder.Services.AddSingleton<IMessageHandler, SolveTicketHandler>();
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
