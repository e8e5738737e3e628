using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

/// <summary>The sender's fault is said to be the sender's, at once.</summary>
public sealed class When_a_request_is_broken : IAsyncLifetime
{
    private readonly FakeApp app = new("CountBytes", "ReceiveEmail", "Whatever");

    private RunningHost host = null!;

    public async ValueTask InitializeAsync() => host = await RunningHost.StartAsync(app);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        app.Dispose();
    }

    [Fact]
    public async Task Should_not_start_a_function_where_the_caller_stops_halfway()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync("POST /api/count HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), TestContext.Current.CancellationToken);
        socket.Close();

        await host.Lines.WaitForAsync("CountBytes: the caller");

        Assert.Equal(0, host.Lines.CountOf("counting"));
    }

    [Theory]
    [InlineData("zz\r\n")]
    [InlineData("5\r\nhelloXX3\r\n")]
    public async Task Should_be_refused_where_its_chunks_are_malformed(string body)
    {
        var answer = await SendRawAsync($"POST /api/count HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"payload-malformed\"", answer, StringComparison.Ordinal);
        Assert.Equal(0, host.Lines.CountOf("CountBytes failed"));
    }

    [Fact]
    public async Task Should_be_no_failure_where_the_caller_breaks_a_stream_off()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync("POST /api/count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            await host.Lines.WaitForAsync("counting");
            socket.LingerState = new LingerOption(true, 0);
        }

        await host.Lines.WaitForAsync("CountBytes: the caller");

        Assert.Equal(0, host.Lines.CountOf("CountBytes failed"));
    }

    /// <summary>A refusal by the headers is not kept until the body has come, however long it takes.</summary>
    [Fact]
    public async Task Should_pass_an_answer_on_that_comes_before_the_body()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync("POST /api/email HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());

        Assert.Equal("HTTP/1.1 401 Unauthorized", await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET /x HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /x HTTP/1.0\r\n\r\n")]
    public async Task Should_be_refused_where_it_names_no_host(string request)
    {
        var answer = await SendRawAsync(request);

        Assert.StartsWith("HTTP/1.1 421", answer, StringComparison.Ordinal);
        Assert.Contains("\"host-unknown\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-A: \u00e9")]
    [InlineData("Referer: http://x/\u4e16")]
    [InlineData("Cookie: a=1; b=\ud83d\ude00")]
    public async Task Should_be_refused_in_front_where_a_header_is_not_ascii(string header)
    {
        for (var times = 0; times < 3; times++)
        {
            var answer = await SendRawAsync($"POST /api/email HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\nContent-Length: 0\r\n\r\n");

            Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
            Assert.Contains("\"header-malformed\"", answer, StringComparison.Ordinal);
        }

        Assert.Equal(1, host.Lines.CountOf("header-malformed"));
        Assert.Equal(0, host.Lines.CountOf("ReceiveEmail"));
    }

    [Fact]
    public async Task Should_be_refused_where_it_asks_for_a_tunnel() =>
        Assert.StartsWith("HTTP/1.1 404", await SendRawAsync("CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task Should_pass_as_many_headers_as_are_taken_at_all()
    {
        var statuses = new List<HttpStatusCode>();
        for (var count = 80; count <= 100; count++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/x", UriKind.Relative));
            for (var header = 0; header < count; header++)
            {
                request.Headers.Add($"X-Own-{header}", "x");
            }

            using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.MultiStatus, HttpStatusCode.RequestHeaderFieldsTooLarge], statuses.Distinct());
    }

    private async Task<string> SendRawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
