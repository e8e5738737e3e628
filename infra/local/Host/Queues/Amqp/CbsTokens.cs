using Amqp.Framing;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>Claims-based security: a signed token for each entity, put on the connection before a link to it and again before it runs out.</summary>
internal sealed class CbsTokens(AmqpRequestLink cbs, ServiceBusConnectionString target, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    public static TimeSpan RenewEvery { get; } = Lifetime * 0.7;

    public async Task PutAsync(string entity, CancellationToken cancellation)
    {
        var audience = target.Audience(entity);
        var expires = time.GetUtcNow() + Lifetime;
        var properties = new ApplicationProperties
        {
            ["operation"] = "put-token",
            ["type"] = "servicebus.windows.net:sastoken",
            ["name"] = audience,
            ["expiration"] = expires.UtcDateTime,
        };
        var token = SharedAccessSignature.Create(audience, target.KeyName, target.Key, expires);
        AmqpStatus.Demand2xx(await cbs.AskAsync(token, properties, cancellation), $"The token for {entity}");
    }
}
