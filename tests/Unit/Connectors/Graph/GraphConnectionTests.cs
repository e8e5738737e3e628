using Azure.Core;
using Microsoft.Extensions.Options;
using Router.Connectors.Graph;
using Router.Mailbox;

namespace Router.Unit.Connectors.Graph;

public sealed class GraphConnectionTests
{
    [Theory]
    [InlineData("https://support.example/api/email/notifications", true)]
    [InlineData("http://support.example/api/email/notifications", false)]
    [InlineData("http://127.0.0.1:7071/api/email/notifications", false)]
    public void CanPostTo_GraphItself_HttpsOnly(string url, bool expected) => Assert.Equal(expected, Connection(new GraphOptions()).CanPostTo(url));

    [Fact]
    public void CanPostTo_StandIn_Loopback()
    {
        var connection = Connection(new GraphOptions { GraphUrl = "http://127.0.0.1:5310/v1.0", AccessKey = "key" });

        Assert.True(connection.CanPostTo("http://127.0.0.1:7071/api/email/notifications"));
        Assert.False(connection.NeedsToken);
        Assert.Contains("http://127.0.0.1:5310/v1.0", connection.Name, StringComparison.Ordinal);
    }

    private static GraphConnection Connection(GraphOptions options)
    {
        static TokenCredential None() => new NoCredential();
        var time = TimeProvider.System;
        return new GraphConnection(GraphAccess.ToClient(options, None, time), new GraphCalls(time), None, Options.Create(new MailboxOptions()), Options.Create(options));
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is to be called.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is to be called.");
    }
}
