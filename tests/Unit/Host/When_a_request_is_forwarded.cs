using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Router.Triggers.Http;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_a_request_is_forwarded : IAsyncLifetime
{
    private readonly FakeApp app = new("AskProcess", "CountBytes", "Numbered", "Whatever");

    private RunningHost host = null!;

    public async ValueTask InitializeAsync() => host = await RunningHost.StartAsync(app.Setting("Own", "value"));

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        app.Dispose();
    }

    [Fact]
    public async Task Should_arrive_whole()
    {
        var seen = await host.EchoAsync(HttpMethod.Put, "/api/a%20b/c%C3%BC?x=1&x=2&y=a%26b", "the body");

        Assert.Equal("PUT", (string?)seen["Method"]);
        Assert.Equal("/api/a b/cü", (string?)seen["Path"]);
        Assert.Equal("1,2", (string?)seen["Query"]!["x"]);
        Assert.Equal("a&b", (string?)seen["Query"]!["y"]);
        Assert.Equal("the body", (string?)seen["Body"]);
        Assert.Equal("text/plain", (string?)seen["Headers"]!["Content-Type"]);
    }

    [Fact]
    public async Task Should_return_status_headers_and_body()
    {
        using var response = await host.Http.GetAsync(new Uri("/x", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal(["one", "two"], response.Headers.GetValues("X-Fake"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Should_be_answered_without_a_body_when_it_is_a_head()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/x", UriKind.Relative));

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(404)]
    [InlineData(204)]
    public async Task Should_pass_any_status_through(int status)
    {
        using var response = await host.Http.GetAsync(new Uri($"/api/process/status/{status}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Should_leave_redirects_to_the_caller()
    {
        using var response = await host.Http.GetAsync(new Uri("/api/process/redirect", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/elsewhere", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Should_answer_500_without_a_word_when_the_function_fails()
    {
        using var response = await host.Http.GetAsync(new Uri("/api/process/fail", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Contains("told to fail", await host.Lines.WaitForAsync("AskProcess failed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/only/5", "Whatever")]
    [InlineData("POST", "/only/5", "Numbered")]
    [InlineData("POST", "/only/five", "Whatever")]
    [InlineData("GET", "/", "Whatever")]
    public async Task Should_go_to_the_first_function_by_name_whose_route_and_method_match(string method, string path, string function) =>
        Assert.Equal(function, (string?)(await host.EchoAsync(new HttpMethod(method), path))["Function"]);

    [Fact]
    public async Task Should_bring_its_route_values_query_and_headers_in_the_trigger_metadata()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/only/5?q=1&code=secret", UriKind.Relative));
        request.Headers.Add("X-Own", "own");

        var metadata = (await host.EchoAsync(request))["Metadata"]!;

        Assert.Equal(("5", "1", null), ((string?)metadata["number"], (string?)metadata["q"], (string?)metadata["code"]));
        Assert.Equal("1", (string?)JsonNode.Parse((string)metadata["Query"]!)!["q"]);
        Assert.Equal("own", (string?)JsonNode.Parse((string)metadata["Headers"]!)!["X-Own"]);
    }

    [Fact]
    public async Task Should_arrive_with_the_hosts_own_word_of_who_sent_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/x", UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("x-ms-invocation-id", "a-senders-own");

        var seen = await host.EchoAsync(request);

        Assert.Equal("127.0.0.1", (string?)seen["Remote"]);
        Assert.DoesNotContain("203.0.113.9", seen["Headers"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("203.0.113.9", (string?)JsonNode.Parse((string)seen["Metadata"]!["Headers"]!)!["X-Forwarded-For"]);
        Assert.True(Guid.TryParse((string?)seen["Headers"]!["x-ms-invocation-id"], out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_agree_with_the_headers_in_its_metadata_on_all_that_the_sender_said(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/x", UriKind.Relative)) { Content = new StringContent("body") };
        request.Headers.TransferEncodingChunked = isChunked;
        foreach (var (name, values) in new (string, string[])[]
        {
            ("Accept", ["text/html", "*/*;q=0.1"]), ("Accept-Language", ["de, en;q=0.5"]), ("Cookie", ["a=1; b=2"]), ("User-Agent", ["Some (thing) 1.0"]), ("If-None-Match", ["\"a\", \"b\""]),
            ("X-ARR-LOG-ID", ["8c1f"]), ("X-Empty", [""]), ("X-Twice", ["one", "two"]), ("X-Forwarded-For", ["203.0.113.9"]), ("traceparent", ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]),
        })
        {
            request.Headers.TryAddWithoutValidation(name, values);
        }

        var seen = await host.EchoAsync(request);

        var arrived = new DefaultHttpContext().Request;
        foreach (var (name, value) in seen["Headers"]!.AsObject())
        {
            arrived.Headers[name] = (string?)value;
        }

        var original = OriginalHeaders.Of(new Dictionary<string, object?> { ["Headers"] = (string?)seen["Metadata"]!["Headers"] }, arrived);
        Assert.Equal("203.0.113.9", original?["X-Forwarded-For"]);
    }

    [Theory]
    [InlineData("/x?headers=taken", "headers", "taken")]
    [InlineData("/x?Headers=%7B%7D", "Headers", "{}")]
    public async Task Should_lose_its_headers_in_the_metadata_to_a_query_value_of_that_name(string path, string name, string expected)
    {
        var metadata = (await host.EchoAsync(HttpMethod.Get, path))["Metadata"]!;

        Assert.Equal(expected, (string?)metadata[name]);
    }

    [Fact]
    public async Task Should_spread_a_json_bodys_properties_into_the_metadata_where_its_length_is_known()
    {
        const string Body = """{"number":"from the body","Headers":"taken","deep":{"a":1}}""";
        using var chunked = new HttpRequestMessage(HttpMethod.Post, new Uri("/only/5", UriKind.Relative)) { Content = new StringContent(Body) };
        chunked.Headers.TransferEncodingChunked = true;

        var known = await host.EchoAsync(HttpMethod.Post, "/only/5", Body);
        var streamed = await host.EchoAsync(chunked);

        Assert.Equal((Body, Body), ((string?)known["Body"], (string?)streamed["Body"]));
        Assert.Equal(("5", "taken", """{"a":1}"""), ((string?)known["Metadata"]!["number"], (string?)known["Metadata"]!["Headers"], (string?)known["Metadata"]!["deep"]));
        Assert.Null(streamed["Metadata"]!["deep"]);
    }

    [Fact]
    public async Task Should_arrive_whole_where_it_is_too_long_to_look_into()
    {
        using var content = new StreamContent(new Zeros(25_000_000));
        content.Headers.ContentLength = 25_000_000;

        using var response = await host.Http.PostAsync(new Uri("/api/count", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal("25000000 ", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Should_stream_a_chunked_body_larger_than_the_web_servers_usual_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/count", UriKind.Relative)) { Content = new StreamContent(new MemoryStream(new byte[40_000_000])) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("40000000 chunked", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_be_refused_over_100_MiB(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/count", UriKind.Relative)) { Content = new StreamContent(new Zeros(104_857_601)) };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Content.Headers.ContentLength = isChunked ? null : 104_857_601;
        request.Headers.ExpectContinue = true;

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("payload-too-large", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]);
    }

    [Fact]
    public async Task Should_cancel_its_work_when_the_caller_goes_away()
    {
        using var away = new CancellationTokenSource();
        var call = host.Http.GetAsync(new Uri("/api/process/wait/60000", UriKind.Relative), away.Token);
        await host.Lines.WaitForAsync("called wait");

        await away.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await host.Lines.WaitForAsync("cancelled by");
    }

    [Fact]
    public async Task Should_give_the_worker_its_environment()
    {
        Assert.Equal(app.Root, await host.GetAsync("/api/process/variable/FUNCTIONS_APPLICATION_DIRECTORY"));
        Assert.Equal(app.Root, await host.GetAsync("/api/process/variable/AzureWebJobsScriptRoot"));
        Assert.Equal(host.Address.Authority, await host.GetAsync("/api/process/variable/WEBSITE_HOSTNAME"));
        Assert.Equal("value", await host.GetAsync("/api/process/variable/Own"));
        Assert.Equal("", await host.GetAsync("/api/process/variable/ASPNETCORE_URLS"));
    }

    [Fact]
    public async Task Should_log_what_the_worker_says()
    {
        await host.EchoAsync(HttpMethod.Post, "/x", Encoding.UTF8.GetString("x"u8));

        Assert.StartsWith("Warning: app| fake worker", await host.Lines.WaitForAsync("a warning"), StringComparison.Ordinal);
        Assert.StartsWith("Information: app| ", await host.Lines.WaitForAsync("Executed endpoint 'Whatever'"), StringComparison.Ordinal);
    }
}
