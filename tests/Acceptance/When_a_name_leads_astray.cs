using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Router.Acceptance;

/// <summary>DNS rebinding: a name of somebody else leads a browser to this machine, so that his page may read what ours show and post to it.</summary>
[Collection(OneStackForAll.Name)]
public sealed class When_a_name_leads_astray(StackFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Calls => new()
    {
        { "GET", "/board" }, { "GET", "/team" }, { "GET", "/forms/support" }, { "GET", "/nothing" }, { "POST", "/dead-letters/replay" },
        { "POST", "/forms/support" }, { "POST", "/api/forms/support" }, { "OPTIONS", "/api/forms/support" }, { "POST", "/api/email" }, { "POST", "/api/webhooks/github" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Should_answer_no_function_under_it(string method, string path)
    {
        foreach (var (header, value) in (IEnumerable<(string, string)>)[("X-None", "x"), ("X-Forwarded-Host", "127.0.0.1"), ("X-Original-Host", "127.0.0.1"), ("Forwarded", "host=127.0.0.1")])
        {
            using var answer = await CallAsync(method, path, "evil.example", (header, value));

            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
            Assert.Equal("host-unknown", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["code"]);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:7071")]
    public async Task Should_answer_to_the_names_of_this_machine(string host)
    {
        // What the sender writes of another host is not read.
        using var answer = await CallAsync("GET", "/team", host, ("X-Forwarded-Host", "evil.example"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("POST", "faults/server-busy", "evil.example", "X-None", "x", HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "faults", "evil.example", "X-Forwarded-Host", "127.0.0.1", HttpStatusCode.MisdirectedRequest)]
    [InlineData("POST", "faults/server-busy", "127.0.0.1", "Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("POST", "faults/server-busy", "127.0.0.1", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "faults", "127.0.0.1", "Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    public async Task Should_strike_no_fault_of_the_broker(string method, string path, string host, string header, string value, HttpStatusCode expected)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(fixture.Stack.Broker.Pages, path)) { Headers = { Host = host } };
        request.Headers.Add(header, value);

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
        var armed = JsonNode.Parse(await client.GetStringAsync(new Uri(fixture.Stack.Broker.Pages, "faults"), Token))!["armed"]!.AsObject();
        Assert.Empty(armed);
    }

    private async Task<HttpResponseMessage> CallAsync(string method, string path, string host, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Host = host } };
        request.Headers.Add(header.Name, header.Value);
        if (method == "POST")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return await fixture.Stack.Client.SendAsync(request, Token);
    }
}
