using Router.Digests;

namespace Router.Triggers;

internal static class SendDigestsFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTimerTrigger<DigestSender>("SendDigests", (sender, cancellationToken) => sender.SendDueAsync(cancellationToken));
}
