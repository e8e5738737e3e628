using System.Collections.Concurrent;
using Azure.Core;
using Router.Broker;
using Router.Contract.Broker;
using Router.Messaging;
using Router.Messaging.ServiceBus;
using Router.Unit.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

/// <summary>Tokens are renewed beside the traffic, on the same connection; and the app's own identity serves as well as a key.</summary>
public sealed class ClientTokenTests : IAsyncLifetime
{
    private const string Queue = ContractQueues.Plain;
    private const string Tag = $"queue={Queue}";

    // Whole seconds, as tokens have them.
    private readonly WatchedClock clock = new(
        DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()), wait => wait == SharedAccessTokens.Lifetime * 0.75);
    private BrokerServer broker = null!;

    public async ValueTask InitializeAsync() => broker = await Brokers.StartAsync(clock);

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Fact]
    public async Task Token_ThroughThreeLifetimes_IsRenewedOnTheSameLink()
    {
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker), clock: clock);
        await client.SendAsync(Queue, Message("first"));
        for (var renewal = 1; renewal <= 4; renewal++)
        {
            // A link whose token runs out is detached, and the next send would have to put another one.
            await clock.SeeWaitsAsync(QueueNames.All.Count + 1);
            clock.Advance(SharedAccessTokens.Lifetime * 0.75);
            await client.Measured.ReachAsync("router.messaging.tokens", 1 + renewal, Tag);
            await client.SendAsync(Queue, Message($"after-{renewal}"));
        }

        Assert.Equal(5, (await broker.DepthsAsync())[Queue].Active);
        Assert.Equal(5, client.Measured.Of("router.messaging.tokens", Tag));
        Assert.Equal((1L, 0L), (client.Measured.Of("router.messaging.connections"), client.Measured.Of("router.messaging.send.retries")));
    }

    [Fact]
    public async Task Token_OfTheAppsIdentity_IsAskedForServiceBusAndPutAsJwt()
    {
        var credential = new FakeCredential(new AccessToken("a.b.c", clock.GetUtcNow().AddHours(1)));
        await using var client = await Client.StartAsync(Brokers.EndpointOf(broker), credential);

        // The broker knows no such token; that it answers 401 shows that one was put.
        Assert.Equal(BrokerFailure.Unauthorized, (await client.RefusedAsync(Queue, Message("one"))).Reason);
        Assert.All(credential.Asked, scope => Assert.Equal("https://servicebus.azure.net/.default", scope));
        Assert.NotEmpty(credential.Asked);
    }

    private static OutboundMessage Message(string id) => new(id, new MessageEnvelope(MessageNames.TriageRequest, id));

    private sealed class FakeCredential(AccessToken token) : TokenCredential
    {
        public ConcurrentQueue<string> Asked { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            requestContext.Scopes.ToList().ForEach(Asked.Enqueue);
            return token;
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
