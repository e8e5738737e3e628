using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Router.Broker;
using Router.Contract.Broker;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

/// <summary>The app's own identity serves as well as a key.</summary>
public sealed class ClientTokenTests : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("router-broker-");
    private BrokerServer broker = null!;

    public async ValueTask InitializeAsync() => broker = await BrokerServer.StartAsync(Brokers.Options with { TlsPort = 0, DataDirectory = directory.FullName });

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Token_OfTheAppsIdentity_IsAskedForServiceBusAndPutAsJwt()
    {
        using var authority = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(broker.AuthorityFile!, TestContext.Current.CancellationToken));
        var credential = new FakeCredential(new AccessToken("a.b.c", TimeProvider.System.GetUtcNow().AddHours(1)));
        await using var client = await Client.StartAsync(
            "localhost", broker.TlsPort, credential, (_, shown, _, _) => shown is not null && shown.Issuer == authority.Subject);

        // The broker knows no such token; that it answers 401 shows that one was put.
        var refused = await client.RefusedAsync(ContractQueues.Plain, new OutboundMessage("one", new MessageEnvelope(MessageNames.TriageRequest, "one")));

        Assert.Equal(BrokerFailure.Unauthorized, refused.Reason);
        Assert.NotEmpty(credential.Asked);
        Assert.All(credential.Asked, scope => Assert.Equal("https://servicebus.azure.net/.default", scope));
    }

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
