using System.Threading.Channels;
using Router.Messaging;

namespace Router.Subscribers.Deliveries;

/// <summary>
/// A lane for each subscriber, so that one that is slow or down holds up nobody else. A lane runs when a fact came for it, and when the timer asks
/// whether something is due.
/// </summary>
internal sealed partial class DeliveryLanes(SubscriptionList subscriptions, FactCourier courier, TimeProvider time, ILogger<DeliveryLanes> logger) : BackgroundService
{
    private static readonly TimeSpan ForgetsEvery = TimeSpan.FromHours(1);

    // One that is asked while it runs runs once more.
    private readonly Dictionary<string, Channel<bool>> calls = subscriptions.All.ToDictionary(
        subscription => subscription.Id, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));

    /// <summary>Lets a subscriber's lane run; returns at once.</summary>
    public void Call(string subscriber) => calls.GetValueOrDefault(subscriber)?.Writer.TryWrite(true);

    public Task CallAllAsync(CancellationToken cancellationToken)
    {
        foreach (var subscriber in calls.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Call(subscriber);
        }

        return Task.CompletedTask;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(subscriptions.All.Select(subscription => RunAsync(subscription, stoppingToken)));

    private async Task RunAsync(Subscription subscription, CancellationToken stoppingToken)
    {
        var forgetsAt = DateTimeOffset.MinValue;
        await foreach (var _ in calls[subscription.Id].Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await courier.DeliverDueAsync(subscription, stoppingToken);
                if (time.GetUtcNow() >= forgetsAt && await courier.ForgetOldAsync(subscription, stoppingToken) == 0)
                {
                    forgetsAt = time.GetUtcNow() + ForgetsEvery;
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Stopped(logger, subscription.Id, FailureClassifier.Classify(failure), failure.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Deliveries to subscriber {Subscriber} stopped and go on at the timer's next run: {Category} {Failure}")]
        public static partial void Stopped(ILogger logger, string subscriber, FailureCategory category, string failure);
    }
}
