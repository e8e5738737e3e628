using Router.Mailbox;

namespace Router.Triggers;

internal static class ReconcileMailboxFunction
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapTimerTrigger<MailboxReconciler>("ReconcileMailbox", (reconciler, cancellationToken) => reconciler.RunIfDueAsync(cancellationToken));
}
