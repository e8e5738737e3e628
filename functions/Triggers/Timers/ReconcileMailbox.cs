using Microsoft.Azure.Functions.Worker;
using Router.Mailbox;

namespace Router.Triggers.Timers;

/// <summary>Compares the mailbox with what was taken in, when that is due.</summary>
public sealed class ReconcileMailbox(TimerWork work)
{
    [Function(nameof(ReconcileMailbox))]
    public Task RunAsync([TimerTrigger("40 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync<MailboxReconciler>(nameof(ReconcileMailbox), (reconciler, token) => reconciler.RunIfDueAsync(token), cancellationToken);
}
