using Router.Connectors.Graph;
using Router.Connectors.Zendesk;

namespace Router.Connectors;

/// <summary>The systems that the app can talk to. A new one is a folder beside this file, and a line here.</summary>
internal static class ShippedConnectors
{
    public static IReadOnlyList<IConnector> All { get; } = [new GraphConnector(), new ZendeskConnector()];

    public static void AddConnectors(this IHostApplicationBuilder builder)
    {
        foreach (var connector in All)
        {
            connector.AddTo(builder);
        }
    }
}
