using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Triggers.Timers;

/// <summary>Sends what was decided and did not reach its queue.</summary>
public sealed class RelayOutbox(TimerWork work)
{
    [Function(nameof(RelayOutbox))]
    public Task RunAsync([TimerTrigger("*/10 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync<OutboxRelay>(nameof(RelayOutbox), (relay, token) => relay.SweepAsync(token), cancellationToken);
}
