using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Router.Acceptance.Forms;

/// <summary>Posts of the support form as programs and browsers make them.</summary>
internal static class Posting
{
    public const string Path = "/api/forms/support";

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static HttpRequestMessage Multipart(string subject, string? key, params (string Name, byte[] Content)[] files)
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent("kim@example.org"), "email" }, { new StringContent(subject), "subject" }, { new StringContent("See the files."), "message" },
        };
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            content.Add(part, "files", name);
        }

        var post = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        if (key is not null)
        {
            post.Headers.Add("Idempotency-Key", key);
        }

        return post;
    }

    public static HttpRequestMessage Text(string type, string body, string path = Path) => new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)) };

    public static async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpClient client, HttpRequestMessage post)
    {
        using (post)
        {
            using var answer = await client.SendAsync(post, Cancelled);
            return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!);
        }
    }

    /// <summary>Sends headers, and of the body a byte a second; gives back what was answered.</summary>
    public static async Task<string> TrickleAsync(HttpClient client, string headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, client.BaseAddress!.Port, Cancelled);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}\r\n\r\n"), Cancelled);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var trickling = TrickleAsync(stream, ended.Token);
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        while (!text.ToString().Contains('}', StringComparison.Ordinal) && await stream.ReadAsync(buffer, Cancelled) is > 0 and var read)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        await ended.CancelAsync();
        await trickling;
        return text.ToString();
    }

    private static async Task TrickleAsync(NetworkStream stream, CancellationToken ended)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await beat.WaitForNextTickAsync(ended))
            {
                await stream.WriteAsync("x"u8.ToArray(), ended);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // Answered.
        }
    }
}
