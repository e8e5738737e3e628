using Router.Messaging;

namespace Router.Triggers;

internal static class SendMailFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapQueueTrigger(MessageNames.SendMail);
}
