using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Router.Acceptance.Forms;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>Bodies without a length, large ones, and ones that break off: taken or refused as promised, and never held in memory whole.</summary>
[Collection(OneStackForAll.Name)]
public sealed class When_a_body_is_streamed(StackFixture fixture)
{
    private const int Megabyte = 1_000_000;

    // Well formed, so that the body is read.
    private static string Signed =>
        $"webhook-id: m\r\nwebhook-timestamp: {TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}\r\nwebhook-signature: v1,{Convert.ToBase64String(new byte[32])}\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, HttpStatusCode.Accepted, null)]
    [InlineData(20, HttpStatusCode.Accepted, null)]
    [InlineData(60, HttpStatusCode.RequestEntityTooLarge, "payload-too-large")]
    public async Task Should_take_a_mail_up_to_its_limit(int megabytes, HttpStatusCode expected, string? code)
    {
        var head = $"From: kim@example.org\r\nTo: support@example.com\r\nSubject: Large {megabytes}\r\nMessage-ID: <streamed-{megabytes}@example.org>\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHow do I export a report?\r\n"
            + "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=dump.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        using var post = Chunked("/api/email", "message/rfc822", head, megabytes, "\r\n--b--\r\n");
        post.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppRoot.Secret);

        var (status, body) = await SendAsync(post);

        Assert.Equal(expected, status);
        Assert.Equal(code, (string?)body["code"]);
    }

    [Theory]
    [InlineData(3, HttpStatusCode.Accepted, null)]
    [InlineData(25, HttpStatusCode.Accepted, null)]
    [InlineData(60, HttpStatusCode.RequestEntityTooLarge, "file-too-large")]
    public async Task Should_take_a_form_up_to_its_limit(int megabytes, HttpStatusCode expected, string? code)
    {
        var head = Field("email", "kim@example.org") + Field("subject", $"Streamed {megabytes}") + Field("message", "See the file.")
            + "--b\r\nContent-Disposition: form-data; name=files; filename=dump.png\r\nContent-Type: image/png\r\n\r\n";
        using var post = Chunked(Posting.Path, "multipart/form-data; boundary=b", head, megabytes, "\r\n--b--\r\n");
        post.Headers.Add("Idempotency-Key", $"streamed-{megabytes}-megabytes");

        var (status, body) = await SendAsync(post);

        Assert.Equal(expected, status);
        Assert.Equal(code, (string?)body["code"]);

        static string Field(string name, string value) => $"--b\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n";
    }

    [Fact]
    public async Task Should_take_a_webhook_without_a_length()
    {
        using var post = Sender.Make("webhook", "streamed-webhook", "Streamed", "The export of reports fails with error 500.");
        var body = await post.Content!.ReadAsByteArrayAsync(Token);
        var streamed = new StreamContent(new MemoryStream(body));
        streamed.Headers.ContentType = post.Content.Headers.ContentType;
        post.Content = streamed;
        post.Headers.TransferEncodingChunked = true;

        var (status, answer) = await SendAsync(post);

        Assert.True(status == HttpStatusCode.Accepted, $"{status}: {answer}");
    }

    [Theory]
    [InlineData("/api/email", "message/rfc822", "email")]
    [InlineData("/api/webhooks/standard", "application/json", "webhook")]
    [InlineData(Posting.Path, "multipart/form-data; boundary=b", "form")]
    public async Task Should_refuse_chunks_that_are_malformed(string path, string type, string channel)
    {
        var logged = fixture.Stack.HostOutput.Count();

        var answer = await RawAsync($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {AppRoot.Secret}\r\n{Signed}Content-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"payload-malformed\"", answer, StringComparison.Ordinal);
        // The host in front has seen the chunks; to the app the body broke off.
        await fixture.Stack.UntilPrintedAsync($"Refused: body-broken-off, channel {channel}", TimeSpan.FromSeconds(30));
        var alarms = fixture.Stack.HostOutput.Skip(logged).Where(line => line.Contains(" fail ", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal)).ToList();
        Assert.True(alarms.Count == 0, string.Join('\n', alarms));
    }

    [Theory]
    [InlineData("GET", "/api/email", "POST")]
    [InlineData("PUT", "/", "GET, HEAD")]
    [InlineData("TRACE", "/board", "GET, HEAD")]
    [InlineData("PROPFIND", "/api/forms/support", "GET, HEAD, OPTIONS, POST")]
    public async Task Should_name_the_methods_of_an_address(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await fixture.Stack.Client.SendAsync(request, Token);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, allowed), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
    }

    [Fact]
    public async Task Should_answer_head_as_get_without_a_body()
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, "/board");

        using var answer = await fixture.Stack.Client.SendAsync(head, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    /// <summary>More than may upload at once: were one that broke off still counted, the next would be told that all places are taken.</summary>
    [Fact]
    public async Task Should_give_the_place_of_an_abandoned_upload_to_the_next()
    {
        for (var upload = 0; upload < 24; upload++)
        {
            await AbandonAsync();
        }

        var statuses = new List<HttpStatusCode>();
        while (statuses.LastOrDefault() != HttpStatusCode.Accepted && statuses.Count < 100)
        {
            statuses.Add((await Posting.SendAsync(fixture.Stack.Client, Posting.Multipart("After the abandoned", null, ("a.png", [1, 2, 3])))).Status);
        }

        Assert.Equal(HttpStatusCode.Accepted, statuses[^1]);
    }

    private static HttpRequestMessage Chunked(string path, string type, string head, int megabytes, string tail)
    {
        var content = new StreamContent(new GeneratedBody(Encoding.ASCII.GetBytes(head), (long)megabytes * Megabyte, Encoding.ASCII.GetBytes(tail)), 65_536);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var post = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        post.Headers.TransferEncodingChunked = true;
        // The sender waits with the body until it is wanted, and so reads a refusal before its connection breaks.
        post.Headers.ExpectContinue = true;
        return post;
    }

    private async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, fixture.Stack.Client.BaseAddress!.Port, Token);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync(Token);
    }

    private async Task AbandonAsync()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, fixture.Stack.Client.BaseAddress!.Port, Token);
        socket.LingerState = new LingerOption(true, 0);
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {Posting.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\n--b\r\n\r\n"),
            Token);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpRequestMessage post)
    {
        using var answer = await fixture.Stack.Client.SendAsync(post, Token);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!);
    }
}
