using System.Net;
using System.Text;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_a_request_is_forwarded : IAsyncLifetime
{
    private readonly FakeApp app = new FakeApp()
        .WithHttp("Any", "{**rest}")
        .WithHttp("OnlyPost", "only/post", "post")
        .WithHttp("Root", "{ignored:maxlength(0)?}", "get");

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
        Assert.True(Guid.TryParse((string?)seen["Headers"]!["X-Azure-Functions-InvocationId"], out _));
    }

    [Fact]
    public async Task Should_return_status_headers_and_body()
    {
        using var response = await host.Http.GetAsync(new Uri("/api/x", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal(["one", "two"], response.Headers.GetValues("X-Fake"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(404)]
    [InlineData(204)]
    public async Task Should_pass_any_status_through(int status)
    {
        using var response = await host.Http.GetAsync(new Uri($"/api/status/{status}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Should_leave_redirects_to_the_caller()
    {
        using var response = await host.Http.GetAsync(new Uri("/api/redirect", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/elsewhere", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Should_refuse_a_chunked_body_as_the_real_host_does()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/x", UriKind.Relative)) { Content = new StringContent("body") };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/only/post", HttpStatusCode.MultiStatus)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NoContent)]
    [InlineData("GET", "/api", HttpStatusCode.MultiStatus)]
    public async Task Should_route_as_azure_does(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Should_give_the_handler_its_environment()
    {
        Assert.Equal(app.Root, await host.GetAsync("/api/environment/FUNCTIONS_APP_ROOT_PATH"));
        Assert.Equal(host.Host.Address, await host.GetAsync("/api/environment/ASPNETCORE_URLS"));
        Assert.Equal("value", await host.GetAsync("/api/environment/Own"));
        Assert.True(Guid.TryParse(await host.GetAsync("/api/environment/FUNCTIONS_CUSTOMHANDLER_WORKER_ID"), out _));
    }

    [Fact]
    public async Task Should_log_the_handlers_console()
    {
        await host.EchoAsync(HttpMethod.Post, "/api/x", Encoding.UTF8.GetString("x"u8));

        Assert.StartsWith("Warning: app| fake handler", await host.Lines.WaitForAsync("a warning"), StringComparison.Ordinal);
    }
}
