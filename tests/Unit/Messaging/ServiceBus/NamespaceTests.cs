using Azure.Core;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class NamespaceTests
{
    [Theory]
    [InlineData("Endpoint=sb://127.0.0.1;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true", false, "127.0.0.1", 5672)]
    [InlineData("Endpoint=sb://127.0.0.1:9000;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true;", false, "127.0.0.1", 9000)]
    [InlineData("endpoint=sb://localhost:9000 ; sharedaccesskeyname=n;SharedAccessKey=k=;useDevelopmentEmulator=True", false, "localhost", 9000)]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=k=", true, "ns.servicebus.windows.net", 5671)]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net:443/;SharedAccessKeyName=n;SharedAccessKey=k=", true, "ns.servicebus.windows.net", 443)]
    public async Task From_ConnectionString_ItsAddress(string text, bool usesTls, string host, int port)
    {
        var target = ServiceBusNamespace.From(new MessagingOptions { ConnectionString = text }, NoCredential);

        Assert.Equal((usesTls, host, port), (target.UsesTls, target.Host, target.Port));
        await using var client = target.CreateClient(TimeSpan.FromSeconds(1));
        Assert.Equal(host, client.FullyQualifiedNamespace);
    }

    [Fact]
    public async Task From_NameOfANamespace_TlsWithTheAppsIdentity()
    {
        var target = ServiceBusNamespace.From(new MessagingOptions { FullyQualifiedNamespace = "ns.servicebus.windows.net" }, () => new NoToken());

        Assert.Equal((true, "ns.servicebus.windows.net", 5671), (target.UsesTls, target.Host, target.Port));
        await using var client = target.CreateClient(TimeSpan.FromSeconds(1));
        Assert.Equal("ns.servicebus.windows.net", client.FullyQualifiedNamespace);
    }

    [Theory]
    [InlineData("Endpoint=sb://;SharedAccessKeyName=n;SharedAccessKey=k")]
    [InlineData("Endpoint=sb://x;SharedAccessKeyName=n")]
    [InlineData("Endpoint=sb://x;SharedAccessKey=n")]
    [InlineData("nonsense")]
    public void ConnectionString_PartMissing_Refused(string text) => Assert.False(new ServiceBusConnectionStringFormatAttribute().IsValid(text));

    [Theory]
    [InlineData("Endpoint=sb://x;SharedAccessKeyName=n;SharedAccessKey=k")]
    [InlineData("Endpoint=sb://127.0.0.1:5672;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true;")]
    [InlineData("")]
    [InlineData(null)]
    public void ConnectionString_CompleteOrAbsent_Taken(string? text) => Assert.True(new ServiceBusConnectionStringFormatAttribute().IsValid(text));

    [Fact]
    public void QueueNames_All_AreThoseOfTheMessages() => Assert.Equal(
        new[] { MessageNames.TriageRequest, MessageNames.AnswerFromDocs, MessageNames.AddToBacklog, MessageNames.FileBug, MessageNames.DeliverMail, MessageNames.SendMail, MessageNames.FetchMail, MessageNames.NotifySubscribers }.Select(QueueNames.For),
        QueueNames.All);

    private static TokenCredential NoCredential() => throw new InvalidOperationException("There is a connection string.");

    private sealed class NoToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
