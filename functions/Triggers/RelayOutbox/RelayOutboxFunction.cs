using Router.Messaging;

namespace Router.Triggers;

internal static class RelayOutboxFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTimerTrigger<OutboxRelay>("RelayOutbox", (relay, cancellationToken) => relay.SweepAsync(cancellationToken));
}
