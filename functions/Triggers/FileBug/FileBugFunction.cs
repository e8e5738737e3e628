using Router.Messaging;

namespace Router.Triggers;

internal static class FileBugFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.FileBug);
}
