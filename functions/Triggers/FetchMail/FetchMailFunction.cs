using Router.Messaging;

namespace Router.Triggers;

internal static class FetchMailFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.FetchMail);
}
