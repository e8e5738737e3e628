using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_no_route_matches : IDisposable
{
    private readonly FakeApp app = new("Numbered", "Tick");

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/only/5", HttpStatusCode.NotFound)]
    [InlineData("POST", "/Tick", HttpStatusCode.NotFound)]
    [InlineData("GET", "/admin/functions/Tick", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NoContent)]
    [InlineData("TRACE", "/only/5", HttpStatusCode.NotFound)]
    [InlineData("POST", "/admin/functions/Tick", HttpStatusCode.Unauthorized)]
    public async Task Should_answer_as_azure_does(string method, string path, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync(app);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.StartsWith("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    /// <summary>A path that no address of <see cref="HttpClient"/> can hold.</summary>
    [Theory]
    [InlineData("GET //audit HTTP/1.1", "404", "page-unknown")]
    [InlineData("TRACE /only/5 HTTP/1.1", "404", "page-unknown")]
    [InlineData("POST /admin/functions/Tick HTTP/1.1", "401", "host-key-invalid")]
    public async Task Should_say_so_with_a_code(string call, string status, string code)
    {
        await using var host = await RunningHost.StartAsync(app);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{call}\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());

        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Content-Type-Options: nosniff\r\n", answer, StringComparison.Ordinal);
    }

    public void Dispose() => app.Dispose();
}
