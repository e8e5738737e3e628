using Router.Messaging;

namespace Router.Triggers;

internal static class TriageRequestFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.TriageRequest);
}
