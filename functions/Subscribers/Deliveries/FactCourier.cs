using System.Security.Cryptography;

namespace Router.Subscribers.Deliveries;

/// <summary>
/// Takes a subscriber's deliveries to it. Each is claimed before it is sent: when the process dies in between, the claim runs out and the delivery
/// is sent again under its own id, by whoever comes next.
/// </summary>
internal sealed partial class FactCourier(DeliveryStore store, SubscriberClient client, TimeProvider time, ILogger<FactCourier> logger)
{
    /// <summary>Well above an attempt's deadline.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>Deliveries are kept for so long, whatever became of them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int Parallelism = 4;
    private const int BatchSize = 40;
    private const int Gone = 410;

    /// <summary>Delivers all that is due. Returns early when the subscriber is disabled or wants a pause.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> DeliverDueAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        for (var attempts = 0; ;)
        {
            if (!IsOpen(await store.StateAsync(subscription.Id, cancellationToken))
                || await store.DueAsync(subscription.Id, time.GetUtcNow(), BatchSize, cancellationToken) is not { Count: > 0 } due)
            {
                return attempts;
            }

            var (before, stopped) = (attempts, false);
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (delivery, token) =>
            {
                if (!Volatile.Read(ref stopped) && await ClaimAsync(delivery, token) is { } claimed)
                {
                    Interlocked.Increment(ref attempts);
                    if (!IsOpen(await AttemptAsync(subscription, claimed, token)))
                    {
                        Volatile.Write(ref stopped, true);
                    }
                }
            });
            if (attempts == before)
            {
                // Somebody else has claimed all of them.
                return attempts;
            }
        }
    }

    public Task<int> ForgetOldAsync(Subscription subscription, CancellationToken cancellationToken) =>
        store.ForgetAsync(subscription.Id, time.GetUtcNow() - Kept, cancellationToken);

    /// <summary>Begins a delivery anew, whatever became of it; under its own id, so that the receiver can tell.</summary>
    /// <returns>False when there is no such delivery.</returns>
    public async Task<bool> SendAgainAsync(string subscriber, string key, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(subscriber, key, cancellationToken) is { } found)
        {
            if (await store.ReplaceAsync(found, found.Delivery with { State = DeliveryState.Waiting, NextAt = time.GetUtcNow(), Round = 0 }, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    public Task EnableAsync(string subscriber, CancellationToken cancellationToken) =>
        store.ChangeAsync(subscriber, _ => new SubscriberState(), cancellationToken);

    private bool IsOpen(SubscriberState state) => state.DisabledAt is null && (state.PausedUntil ?? DateTimeOffset.MinValue) <= time.GetUtcNow();

    private Task<StoredDelivery?> ClaimAsync(StoredDelivery due, CancellationToken cancellationToken) =>
        due.Delivery.NextAt <= time.GetUtcNow()
            ? store.ReplaceAsync(due, due.Delivery with { NextAt = time.GetUtcNow() + Claim }, cancellationToken)
            : Task.FromResult<StoredDelivery?>(null);

    private async Task<SubscriberState> AttemptAsync(Subscription subscription, StoredDelivery claimed, CancellationToken cancellationToken)
    {
        var answer = await client.PostAsync(subscription, claimed.Delivery.Id, claimed.Body, cancellationToken);
        var now = time.GetUtcNow();
        var after = Conclude(claimed.Delivery, answer, now);
        Log.Attempted(logger, claimed.Delivery.Id, subscription.Id, after.Attempts, answer.Outcome, after.State);

        // Lost only when a person has sent it again meanwhile: then it goes out again.
        await store.ReplaceAsync(claimed, after, cancellationToken);
        var state = await store.ChangeAsync(subscription.Id, before => Conclude(before, after, answer, now), cancellationToken);
        if (state.DisabledAt == now)
        {
            Log.Disabled(logger, subscription.Id, state.DisabledBecause!);
        }

        return state;
    }

    private static Delivery Conclude(Delivery delivery, SubscriberAnswer answer, DateTimeOffset now)
    {
        var attempt = new DeliveryAttempt(now, answer.Outcome);
        if (answer.IsTaken)
        {
            return delivery.With(attempt, DeliveryState.Delivered, null);
        }

        // A subscriber that is gone is disabled; when a person enables it again, the delivery begins anew.
        return answer.Status == Gone ? delivery.With(attempt, DeliveryState.Waiting, now) with { Round = 0 }
            : DeliverySchedule.DelayAfter(delivery.Round + 1, answer.RetryAfter, RandomNumberGenerator.GetInt32(1000) / 1000d) is { } delay
                ? delivery.With(attempt, DeliveryState.Waiting, now + delay)
                : delivery.With(attempt, DeliveryState.Failed, null);
    }

    private static SubscriberState Conclude(SubscriberState before, Delivery after, SubscriberAnswer answer, DateTimeOffset now)
    {
        if (after.State == DeliveryState.Delivered)
        {
            return before.FailedInARow == 0 ? before : before with { FailedInARow = 0 };
        }

        if (answer.Status == Gone)
        {
            return Disabled(before, now, "It answered 410: it wants no more.");
        }

        if (answer is { WantsPause: true, RetryAfter: { } asked })
        {
            before = before with { PausedUntil = now + DeliverySchedule.Granted(asked) };
        }

        var failed = before.FailedInARow + (after.State == DeliveryState.Failed ? 1 : 0);
        return failed >= DeliverySchedule.FailuresThatDisable
            ? Disabled(before, now, $"The last {failed} deliveries failed at each of their {DeliverySchedule.MaxAttempts} attempts.")
            : before with { FailedInARow = failed };
    }

    private static SubscriberState Disabled(SubscriberState before, DateTimeOffset now, string because) =>
        before.DisabledAt is null ? before with { DisabledAt = now, DisabledBecause = because, PausedUntil = null } : before;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Delivery} to subscriber {Subscriber}, attempt {Attempt}: {Outcome}, {State}")]
        public static partial void Attempted(ILogger logger, string delivery, string subscriber, int attempt, string outcome, DeliveryState state);

        [LoggerMessage(2, LogLevel.Error, "Subscriber {Subscriber} is disabled: {Because}")]
        public static partial void Disabled(ILogger logger, string subscriber, string because);
    }
}
