using Router.Subscribers.Deliveries;

namespace Router.Triggers;

internal static class DeliverFactsFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTimerTrigger<DeliveryLanes>("DeliverFacts", (lanes, cancellationToken) => lanes.CallAllAsync(cancellationToken));
}
