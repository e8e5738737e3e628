using System.Collections.Concurrent;

namespace Router.Messaging.ServiceBus;

/// <summary>Puts a token for each entity that is used on a connection, and a new one well before it expires, for as long as the connection lives.</summary>
internal sealed partial class TokenKeeper(
    ServiceBusNamespace target,
    Func<string, string, ServiceBusToken, CancellationToken, Task> put,
    TimeProvider time,
    MessagingMetrics metrics,
    ILogger logger,
    CancellationToken ended)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, DateTimeOffset> expiries = new();

    /// <summary>Returns when the connection holds a token for the entity.</summary>
    public async Task EnsureAsync(string entity, CancellationToken cancellationToken)
    {
        if (expiries.TryGetValue(entity, out var expires) && expires > time.GetUtcNow())
        {
            return;
        }

        if (await PutAsync(entity, cancellationToken))
        {
            _ = RenewAsync(entity);
        }
    }

    public void Forget(string entity) => expiries.TryUpdate(entity, DateTimeOffset.MinValue, expiries.GetValueOrDefault(entity));

    /// <summary>A quarter of what is left is kept as a margin: a credential may hand out the same token again until shortly before its end.</summary>
    public static TimeSpan RenewalDelay(DateTimeOffset now, DateTimeOffset expires) => expires > now ? (expires - now) * 0.75 : TimeSpan.Zero;

    /// <returns>True for the entity's first token, whose renewal nobody has started yet.</returns>
    private async Task<bool> PutAsync(string entity, CancellationToken cancellationToken)
    {
        var audience = target.AudienceOf(entity);
        var token = await target.Tokens.GetAsync(audience, cancellationToken);
        await put(entity, audience, token, cancellationToken);
        var isFirst = !expiries.ContainsKey(entity);
        expiries[entity] = token.Expires;
        metrics.TokenPut(entity);
        return isFirst;
    }

    private async Task RenewAsync(string entity)
    {
        try
        {
            while (true)
            {
                var delay = RenewalDelay(time.GetUtcNow(), expiries[entity]);
                await Task.Delay(delay < RetryAfter ? RetryAfter : delay, time, ended);
                await TryRenewAsync(entity);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is lost; the next one begins anew.
        }
    }

    private async Task TryRenewAsync(string entity)
    {
        try
        {
            await PutAsync(entity, ended);
        }
        catch (Exception failure) when (!ended.IsCancellationRequested)
        {
            Log.NotRenewed(logger, entity, AmqpErrors.ToMessagingException(failure).Reason, failure.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The token for {Entity} could not be renewed: {Reason} {Failure}")]
        public static partial void NotRenewed(ILogger logger, string entity, BrokerFailure reason, string failure);
    }
}
