using Router.Messaging;

namespace Router.Triggers;

internal static class NotifySubscribersFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.NotifySubscribers);
}
