using System.Net;
using System.Text;
using Router.Broker;
using Router.Broker.Security;

namespace Router.Contract.Broker;

/// <summary>What no official client sends to the administration API.</summary>
public sealed class AdministrationEndpointTests : IAsyncLifetime
{
    private const string Path = "/made?api-version=2021-05";
    private readonly HttpClient client = new();
    private BrokerServer? broker;

    public async ValueTask InitializeAsync()
    {
        broker = await BrokerServer.StartAsync(Brokers.Options with { HttpPort = 0 });
        client.BaseAddress = new Uri($"http://127.0.0.1:{broker.HttpPort}");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await broker!.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Request_WithoutToken_IsUnauthorized(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/contract-plain?api-version=2021-05");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(request, Cancel)).StatusCode);
        Assert.Contains(ContractQueues.Plain, (await broker!.DepthsAsync()).Keys);
    }

    [Theory]
    [InlineData("no xml")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>")]
    [InlineData("<entry/>")]
    [InlineData("<entry xmlns=\"http://www.w3.org/2005/Atom\"><content><QueueDescription xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\"><LockDuration>soon</LockDuration></QueueDescription></content></entry>")]
    [InlineData("<entry xmlns=\"http://www.w3.org/2005/Atom\"><content><QueueDescription xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\"><Surprise>1</Surprise></QueueDescription></content></entry>")]
    [InlineData("<entry xmlns=\"http://www.w3.org/2005/Atom\"><content><QueueDescription xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\"><AutoDeleteOnIdle>never</AutoDeleteOnIdle></QueueDescription></content></entry>")]
    public async Task Put_OfBodyThatIsNoDescription_IsRefused(string body) => Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(new StringContent(body, Encoding.UTF8, "application/atom+xml")));

    [Fact]
    public async Task Put_OfTooLargeBody_IsRefused() => Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(new ByteArrayContent(new byte[2 * 1024 * 1024])));

    [Fact]
    public async Task Post_IsRefused()
    {
        using var request = Signed(HttpMethod.Post);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync(request, Cancel)).StatusCode);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<HttpStatusCode> PutAsync(HttpContent content)
    {
        using var request = Signed(HttpMethod.Put);
        request.Content = content;
        var status = (await client.SendAsync(request, Cancel)).StatusCode;
        Assert.DoesNotContain("made", (await broker!.DepthsAsync()).Keys);
        return status;
    }

    private static HttpRequestMessage Signed(HttpMethod method)
    {
        var key = new SasKey(Brokers.Options.KeyName, Brokers.Options.Key, AccessRights.All);
        var audience = Uri.EscapeDataString("http://127.0.0.1/");
        var expiry = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        var signature = Uri.EscapeDataString(Convert.ToBase64String(key.Sign($"{audience}\n{expiry}")));
        var request = new HttpRequestMessage(method, Path);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedAccessSignature sr={audience}&sig={signature}&se={expiry}&skn={key.Name}");
        return request;
    }
}
