using Microsoft.Azure.Functions.Worker;
using Router.Digests;

namespace Router.Triggers.Timers;

/// <summary>Sends the digests that are due.</summary>
public sealed class SendDigests(TimerWork work)
{
    [Function(nameof(SendDigests))]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync<DigestSender>(nameof(SendDigests), (sender, token) => sender.SendDueAsync(token), cancellationToken);
}
