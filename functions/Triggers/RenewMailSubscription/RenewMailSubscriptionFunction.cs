using Router.Mailbox;

namespace Router.Triggers;

internal static class RenewMailSubscriptionFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTimerTrigger<MailSubscriptionKeeper>("RenewMailSubscription", (keeper, cancellationToken) => keeper.RunIfDueAsync(cancellationToken));
}
