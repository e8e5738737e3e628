using System.Net;
using Router.Broker;
using Router.GraphStandIn;

namespace Router.Contract.Broker;

/// <summary>What a page of elsewhere, open in a browser of this machine, can't do to the services of this machine.</summary>
public sealed class LocalDoorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "evil.example", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("POST", "evil.example:5300", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "localhost.evil.example", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("POST", "127.0.0.1", "cross-site", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("POST", "127.0.0.1", "same-site", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", "127.0.0.1", null, "null", HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "127.0.0.1", null, "http://127.0.0.1:7071", HttpStatusCode.Forbidden)]
    [InlineData("POST", "127.0.0.1", null, null, HttpStatusCode.OK)]
    [InlineData("POST", "localhost:5300", "same-origin", "http://localhost:5300", HttpStatusCode.OK)]
    [InlineData("GET", "[::1]:5300", "cross-site", null, HttpStatusCode.OK)]
    public async Task Call_OfTheBroker_OnlyUnderItsOwnNameAndFromNoOtherSite(string method, string host, string? site, string? origin, HttpStatusCode expected)
    {
        await using var broker = await BrokerServer.StartAsync(Brokers.Options with { HttpPort = 0 });
        using var client = new HttpClient();
        using var request = Request(method, $"http://127.0.0.1:{broker.HttpPort}/faults{(method == "POST" ? "/server-busy" : "")}", host, site, origin);

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example/page", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1.evil.example/", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1/faults", HttpStatusCode.OK)]
    public async Task Call_OfTheBroker_FromTheOlderBrowserOfAnotherSite_Refused(string page, HttpStatusCode expected)
    {
        await using var broker = await BrokerServer.StartAsync(Brokers.Options with { HttpPort = 0 });
        using var client = new HttpClient();
        using var request = Request("POST", $"http://127.0.0.1:{broker.HttpPort}/faults/server-busy", "127.0.0.1", null, null);
        request.Headers.Referrer = new Uri(page);

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "evil.example", null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("POST", "127.0.0.1", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("POST", "127.0.0.1", null, HttpStatusCode.BadRequest)]
    public async Task Call_OfTheGraphStandIn_TheSameEvenWithTheKey(string method, string host, string? site, HttpStatusCode expected)
    {
        await using var graph = await GraphServer.StartAsync(new GraphServerOptions(0, "key", "support@own.example"));
        using var client = new HttpClient();
        using var request = Request(method, $"{graph.Url}/subscriptions", host, site, null);
        request.Headers.Authorization = new("Bearer", "key");
        request.Content = new StringContent("{", System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static HttpRequestMessage Request(string method, string address, string host, string? site, string? origin)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { Host = host } };
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", site), ("Origin", origin) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        return request;
    }
}
