using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Router.Unit.Pages.Forms;

/// <summary>Posts of the support form, also such as no client library would send.</summary>
internal static class FormPosts
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static HttpRequestMessage Json(string body) => new(HttpMethod.Post, "/api/forms/support") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpRequestMessage Encoded(string path, string body) => new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };

    public static HttpRequestMessage WithKey(string key)
    {
        var post = Json("{}");
        post.Headers.Add("Idempotency-Key", key);
        return post;
    }

    public static HttpRequestMessage From(string forwardedFor, HttpRequestMessage post)
    {
        post.Headers.Add("X-Forwarded-For", forwardedFor);
        return post;
    }

    public static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString();

    public static async Task<TcpClient> OpenAsync(PagesApp app, string headersAndBody)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancelled);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/forms/support HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headersAndBody}"), Cancelled);
        return client;
    }

    public static async Task<string> RawAsync(PagesApp app, string headersAndBody)
    {
        using var client = await OpenAsync(app, headersAndBody);
        using var reader = new StreamReader(client.GetStream());
        var text = new StringBuilder();
        var buffer = new char[4_096];
        while (!text.ToString().Contains('}', StringComparison.Ordinal) && await reader.ReadAsync(buffer, Cancelled) is > 0 and var read)
        {
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    public static async Task<string> ReadLineAsync(TcpClient client)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await client.GetStream().ReadAsync(one, Cancelled) > 0 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString();
    }

    public static async Task<string> UntilStatusAsync(TcpClient client)
    {
        var line = await ReadLineAsync(client);
        while (line.Trim().Length == 0)
        {
            line = await ReadLineAsync(client);
        }

        return line;
    }
}
