using Microsoft.Azure.Functions.Worker;
using Router.Mailbox;

namespace Router.Triggers.Timers;

/// <summary>Keeps the mailbox's subscription alive, when that is due.</summary>
public sealed class RenewMailSubscription(TimerWork work)
{
    [Function(nameof(RenewMailSubscription))]
    public Task RunAsync([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync<MailSubscriptionKeeper>(nameof(RenewMailSubscription), (keeper, token) => keeper.RunIfDueAsync(token), cancellationToken);
}
