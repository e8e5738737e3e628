using Router.Connectors.GitHub;
using Router.Connectors.Graph;
using Router.Connectors.Monday;
using Router.Connectors.Slack;
using Router.Connectors.Typeform;
using Router.Connectors.Zendesk;
using Router.Intake.Webhooks.Schemes;

namespace Router.Connectors;

/// <summary>The systems that the app can talk to. A new one is a folder beside this file, and a line here.</summary>
internal static class ShippedConnectors
{
    public static IReadOnlyList<IConnector> All { get; } =
        [new GraphConnector(), new GitHubConnector(), new ZendeskConnector(), new SlackConnector(), new TypeformConnector(), new MondayConnector()];

    public static WebhookSchemes Schemes { get; } = new(All.Select(connector => connector.Webhooks).OfType<WebhookScheme>());

    public static void AddConnectors(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Schemes);
        foreach (var connector in All)
        {
            connector.AddTo(builder);
        }
    }
}
