using Router.Messaging;

namespace Router.Triggers;

internal static class DeliverMailFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.DeliverMail);
}
