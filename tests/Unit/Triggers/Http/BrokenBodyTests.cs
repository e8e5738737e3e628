using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Teams.Sources;
using Router.Unit.Pages;

namespace Router.Unit.Triggers.Http;

/// <summary>A body that can't be read to its end is the sender's fault at every door: a code, a count, and no stack trace.</summary>
public sealed class BrokenBodyTests
{
    private const string Secret = "a-secret-of-the-pages-tests";

    // Well formed, so that the body is read.
    private static string Signed =>
        $"webhook-id: m\r\nwebhook-timestamp: {TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}\r\nwebhook-signature: v1,{Convert.ToBase64String(new byte[32])}\r\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Doors => new()
    {
        { "/api/email", "message/rfc822", "email" },
        { "/api/email/notifications", "application/json", "email" },
        { "/api/webhooks/standard", "application/json", "webhook" },
        { "/api/forms/support", "application/json", "form" },
        { "/api/forms/support", "application/x-www-form-urlencoded", "form" },
        { "/api/forms/support", "multipart/form-data; boundary=b", "form" },
        { "/model/back", "application/x-www-form-urlencoded", "page" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Post_MalformedChunks_400AndCounted(string path, string type, string channel)
    {
        await using var app = await StartAsync();

        var answer = await AnswerAsync(app, path, type, "Transfer-Encoding: chunked\r\n\r\nzz\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"payload-malformed\"", answer, StringComparison.Ordinal);
        Assert.Contains($"Information: Refused: payload-malformed, channel {channel}", app.Log.All);
        Assert.DoesNotContain(app.Log.All, IsAlarm);
    }

    [Theory]
    [InlineData("/api/email", "message/rfc822", "email")]
    [InlineData("/api/webhooks/standard", "application/json", "webhook")]
    public async Task Post_BodyTooSlow_408AndCounted(string path, string type, string channel)
    {
        await using var app = await StartAsync();

        var answer = await AnswerAsync(app, path, type, "Content-Length: 1000\r\n\r\nFrom:");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("\"body-too-slow\"", answer, StringComparison.Ordinal);
        Assert.Contains($"Warning: Refused: body-too-slow, channel {channel}", app.Log.All);
        Assert.DoesNotContain(app.Log.All, IsAlarm);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Post_CallerGoesAwayHalfway_CountedAndNoAlarm(string path, string type, string channel)
    {
        await using var app = await StartAsync();
        using (var socket = await OpenAsync(app, path, type, "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"))
        {
            // By then the body is asked for.
            Assert.StartsWith("HTTP/1.1 100", await ReadAsync(socket, until: '\n'), StringComparison.Ordinal);
            socket.LingerState = new LingerOption(true, 0);
        }

        await UntilCountedAsync(app, channel);
        Assert.DoesNotContain(app.Log.All, IsAlarm);
    }

    [Theory]
    [InlineData("/api/email", "message/rfc822", "email")]
    [InlineData("/api/webhooks/standard", "application/json", "webhook")]
    [InlineData("/api/forms/support", "multipart/form-data; boundary=b", "form")]
    public async Task Post_EndsHalfway_CountedAndNoAlarm(string path, string type, string channel)
    {
        await using var app = await StartAsync();
        using var socket = await OpenAsync(app, path, type, "Content-Length: 1000\r\n\r\nhalf");

        socket.Client.Shutdown(SocketShutdown.Send);

        await UntilCountedAsync(app, channel);
        Assert.DoesNotContain(app.Log.All, IsAlarm);
    }

    [Fact]
    public async Task Post_LargeMailWithoutTheSecret_401BeforeItIsRead()
    {
        await using var app = await StartAsync();
        using var socket = await OpenAsync(app, "/api/email", "message/rfc822", "Content-Length: 62914560\r\nExpect: 100-continue\r\n\r\n", secret: "another-secret-than-ours");

        Assert.StartsWith("HTTP/1.1 401", await ReadAsync(socket, until: '\n'), StringComparison.Ordinal);
    }

    /// <summary>What headers can't prove is refused with the body unread, whatever it is.</summary>
    [Theory]
    [InlineData("/api/email", "message/rfc822", "", "401", "signature-missing")]
    [InlineData("/api/email", "message/rfc822", "Authorization: Bearer another-secret-than-ours\r\n", "401", "signature-invalid")]
    [InlineData("/api/email", "text/html", "Authorization: Bearer a-secret-of-the-pages-tests\r\n", "415", "content-type-unsupported")]
    [InlineData("/api/email", "message/rfc822", "Authorization: Bearer a-secret-of-the-pages-tests\r\n", "413", "payload-too-large")]
    [InlineData("/api/webhooks/nobody", "application/json", "", "404", "source-unknown")]
    [InlineData("/api/webhooks/standard", "application/json", "", "401", "signature-missing")]
    [InlineData("/api/webhooks/standard", "application/json", "webhook-id: m\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,x\r\n", "401", "signature-invalid")]
    [InlineData("/api/webhooks/standard", "text/plain", "", "415", "content-type-unsupported")]
    public async Task Post_RefusedByItsHeaders_BodyUnread(string path, string type, string headers, string status, string code)
    {
        await using var app = await StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancelled);
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}Content-Type: {type}\r\nContent-Length: 62914560\r\nExpect: 100-continue\r\n\r\n"), Cancelled);

        var answer = await ReadAsync(socket, until: '}');

        // Whoever reads the body first says 100.
        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Contains(code, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BodyThatComesSteadilyButTooLong_408()
    {
        await using var app = await StartAsync("--Bodies:MaxSeconds=2");

        var answer = await AnswerAsync(app, "/api/email", "message/rfc822", $"Content-Length: 100000\r\n\r\n{new string('x', 20_000)}");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("\"body-too-slow\"", answer, StringComparison.Ordinal);
        Assert.Contains("Warning: Refused: body-too-slow, channel email", app.Log.All);
    }

    [Fact]
    public async Task Post_MoreThanTheMemoryForBodies_503AndCounted()
    {
        await using var app = await StartAsync("--Bodies:MemoryBytes=1048576");

        var answer = await AnswerAsync(app, "/api/email", "message/rfc822", $"Content-Length: 1500000\r\n\r\n{new string('x', 1_500_000)}");

        Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 5\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"bodies-busy\"", answer, StringComparison.Ordinal);
        Assert.Contains("Warning: Refused: bodies-busy, channel email", app.Log.All);
    }

    // Nobody is there to be answered.
    private static async Task UntilCountedAsync(PagesApp app, string channel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!app.Log.All.Contains($"Information: Refused: body-broken-off, channel {channel}") && !(channel == "page" && app.Log.All.Contains("Debug: The caller went away")))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static bool IsAlarm(string line) => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal);

    private static Task<PagesApp> StartAsync(params string[] more) => PagesApp.StartAsync(
        TeamSamples.Small with { Sources = [new WebhookSource("standard", "StandardWebhooks")] }, ["--Pages:SignIn=Off", "--Sources:standard:Secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", .. more]);

    private static async Task<string> AnswerAsync(PagesApp app, string path, string type, string rest)
    {
        using var socket = await OpenAsync(app, path, type, rest);
        return await ReadAsync(socket, until: '}');
    }

    private static async Task<TcpClient> OpenAsync(PagesApp app, string path, string type, string rest, string secret = Secret)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancelled);
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {secret}\r\n{Signed}Content-Type: {type}\r\n{rest}"), Cancelled);
        return socket;
    }

    private static async Task<string> ReadAsync(TcpClient socket, char until)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        while (!text.ToString().Contains(until, StringComparison.Ordinal) && await socket.GetStream().ReadAsync(buffer, Cancelled) is > 0 and var read)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
