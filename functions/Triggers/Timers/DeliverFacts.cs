using Microsoft.Azure.Functions.Worker;
using Router.Subscribers.Deliveries;

namespace Router.Triggers.Timers;

/// <summary>Calls the subscribers for whom something waits.</summary>
public sealed class DeliverFacts(TimerWork work)
{
    [Function(nameof(DeliverFacts))]
    public Task RunAsync([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        work.RunAsync<DeliveryLanes>(nameof(DeliverFacts), (lanes, token) => lanes.CallAllAsync(token), cancellationToken);
}
