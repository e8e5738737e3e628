using Azure.Core;
using Microsoft.Extensions.Time.Testing;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class NamespaceTests
{
    private static readonly FakeTimeProvider Clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) - SharedAccessTokens.Lifetime);

    [Theory]
    [InlineData("Endpoint=sb://127.0.0.1;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true", "amqp", "127.0.0.1", 5672)]
    [InlineData("Endpoint=sb://127.0.0.1:9000;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true;", "amqp", "127.0.0.1", 9000)]
    [InlineData("endpoint=sb://localhost:9000 ; sharedaccesskeyname=n;SharedAccessKey=k=;useDevelopmentEmulator=True", "amqp", "localhost", 9000)]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=k=", "amqps", "ns.servicebus.windows.net", 5671)]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net:443/;SharedAccessKeyName=n;SharedAccessKey=k=", "amqps", "ns.servicebus.windows.net", 443)]
    public void From_ConnectionString_ItsAddress(string text, string scheme, string host, int port)
    {
        var target = ServiceBusNamespace.From(new MessagingOptions { ConnectionString = text }, NoCredential, Clock);

        Assert.Equal((scheme, host, port), (target.Address.Scheme, target.Address.Host, target.Address.Port));
        Assert.Equal($"amqp://{host}/triage", target.AudienceOf("triage"));
    }

    [Fact]
    public void From_NameOfANamespace_TlsWithTheAppsIdentity()
    {
        var target = ServiceBusNamespace.From(new MessagingOptions { FullyQualifiedNamespace = "ns.servicebus.windows.net" }, () => new FixedCredential(), Clock);

        Assert.Equal(("amqps", "ns.servicebus.windows.net", 5671), (target.Address.Scheme, target.Address.Host, target.Address.Port));
        Assert.IsType<EntraTokens>(target.Tokens);
    }

    [Theory]
    [InlineData("Endpoint=sb://;SharedAccessKeyName=n;SharedAccessKey=k")]
    [InlineData("Endpoint=sb://x;SharedAccessKeyName=n")]
    [InlineData("Endpoint=sb://x;SharedAccessKey=n")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public void TryParse_PartMissing_False(string? text) => Assert.False(ServiceBusConnectionString.TryParse(text, out _));

    [Fact]
    public async Task SharedAccess_Token_OverEscapedAudienceAndExpiry()
    {
        Assert.True(ServiceBusConnectionString.TryParse("Endpoint=sb://ns;SharedAccessKeyName=n;SharedAccessKey=key", out var target));

        var token = await new SharedAccessTokens(target, Clock).GetAsync("amqp://ns/q", TestContext.Current.CancellationToken);

        Assert.Equal(
            new ServiceBusToken(
                "servicebus.windows.net:sastoken",
                "SharedAccessSignature sr=amqp%3A%2F%2Fns%2Fq&sig=MjUvoLWgMUYWElQsam13dyf8gX%2FBwWUhag7wMr1%2BVLE%3D&se=1700000000&skn=n",
                DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)),
            token);
    }

    [Fact]
    public async Task Entra_Token_ForServiceBus()
    {
        var credential = new FixedCredential();

        var token = await new EntraTokens(credential).GetAsync("amqp://ns/q", TestContext.Current.CancellationToken);

        Assert.Equal(new ServiceBusToken("jwt", "a.b.c", DateTimeOffset.UnixEpoch), token);
        Assert.Equal(["https://servicebus.azure.net/.default"], credential.Asked);
    }

    [Fact]
    public void Secrets_Printed_AreNotThere()
    {
        Assert.True(ServiceBusConnectionString.TryParse("Endpoint=sb://ns;SharedAccessKeyName=n;SharedAccessKey=canary", out var target));

        Assert.DoesNotContain("canary", $"{target} {new ServiceBusToken("jwt", "canary", DateTimeOffset.UnixEpoch)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 45)]
    [InlineData(1, 0.75)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void RenewalDelay_Lifetime_ThreeQuarters(double minutesLeft, double expected) => Assert.Equal(
        TimeSpan.FromMinutes(expected), TokenKeeper.RenewalDelay(Clock.GetUtcNow(), Clock.GetUtcNow().AddMinutes(minutesLeft)));

    [Fact]
    public void QueueNames_All_AreThoseOfTheMessages() => Assert.Equal(
        new[] { MessageNames.TriageRequest, MessageNames.AnswerFromDocs, MessageNames.AddToBacklog, MessageNames.FileBug, MessageNames.DeliverMail, MessageNames.SendMail, MessageNames.FetchMail, MessageNames.NotifySubscribers }.Select(QueueNames.For),
        QueueNames.All);

    private static TokenCredential NoCredential() => throw new InvalidOperationException("There is a connection string.");

    private sealed class FixedCredential : TokenCredential
    {
        public List<string> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.AddRange(requestContext.Scopes);
            return ValueTask.FromResult(new AccessToken("a.b.c", DateTimeOffset.UnixEpoch));
        }
    }
}
