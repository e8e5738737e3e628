using Router.Messaging;

namespace Router.Triggers;

internal static class AddToBacklogFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.AddToBacklog);
}
