using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>Queue and timer functions are the host's to call: no request from outside reaches one, whatever it says.</summary>
[Collection(OneStackForAll.Name)]
public sealed class When_a_stranger_calls_a_function(StackFixture fixture)
{
    private const string Partition = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Functions => [.. AppRoot.FunctionsCalledByHost(Checkout.BuildOf("Router.Functions"))];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Should_find_nothing_there(string function)
    {
        var reached = new List<string>();
        foreach (var (method, path, isChunked) in Calls(function))
        {
            var (status, text) = await CallAsync(method, path, Invocation(function), isChunked);
            if (!IsNothingThere(status, text, method))
            {
                reached.Add($"{method} {path}: {status} {text}");
            }
        }

        Assert.Empty(reached);
        Assert.DoesNotContain(fixture.Stack.HostOutput, line => line.Contains($"{function} was given something", StringComparison.Ordinal));
    }

    // Each method at the plain path, and a post at each way to write the path. A chunked body is a matter of its own: the host's own calls have one.
    private static IEnumerable<(string Method, string Path, bool IsChunked)> Calls(string function) =>
        [.. Methods.Select(method => (method, "/" + function, false)), .. Paths(function).SelectMany(path => ((string, string, bool)[])[("POST", path, false), ("POST", path, true)])];

    private static IEnumerable<string> Paths(string function)
    {
        var encoded = string.Concat(function.Select(letter => $"%{(int)letter:x2}"));
        return
        [
            $"/{function}", $"/{function.ToLowerInvariant()}", $"/{function.ToUpperInvariant()}", $"//{function}", $"///{function}//", $"/{function}/", $"/{function}?x=1", $"/{function};x=1",
            $"/{encoded}", $"/%{encoded.Replace("%", "%25", StringComparison.Ordinal)[1..]}", $"/%2F{function}", $"/.%2F{function}", $"/./{function}", $"/board/../{function}", $"/board/%2e%2e/{function}",
            $"/api/{function}", $"/api/../{function}", $"/api/forms/../../{function}", $"/api/email/../../{function}", $"/api/webhooks/github/../../../{function}", $"/\\{function}", $"/{function}%00", $"/{function}%20",
            $"/admin/functions/{function}", $"/admin/functions/{function.ToUpperInvariant()}", $"//admin/functions/{function}", $"/%61dmin/functions/{function}", $"/admin/../{function}",
            $"/runtime/webhooks/{function}", $"http://127.0.0.1/{function}",
        ];
    }

    private static byte[] Invocation(string function)
    {
        var message = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"message":"{{function}}","partition":"{{Partition}}","mailKey":"reply"}"""));
        return Encoding.UTF8.GetBytes($$"""{ "Data": { "message": "{{message}}" }, "Metadata": { "DeliveryCount": 1, "MessageId": "1" } }""");
    }

    // The host itself refuses some: 400 for a path that is none, 401 for its own keys, 405 and 500 without a word of the app's.
    private static bool IsNothingThere(HttpStatusCode status, string body, string method) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed => true,
        HttpStatusCode.UnsupportedMediaType or HttpStatusCode.Forbidden => true,
        HttpStatusCode.InternalServerError => body.Length == 0 && method == "POST",
        _ => false,
    };

    private async Task<(HttpStatusCode Status, string Body)> CallAsync(string method, string path, byte[] body, bool isChunked)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, fixture.Stack.Client.BaseAddress!.Port, Token);
        await using var stream = socket.GetStream();
        var length = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length}";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nUser-Agent: Azure-Functions-Host/4.1037.0.0\r\n"
                + $"X-Azure-Functions-InvocationId: 1\r\nX-Azure-Functions-HostVersion: 4.1037.0.0\r\n{length}\r\n\r\n"),
            Token);
        await stream.WriteAsync(isChunked ? [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8] : body, Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(Token);
        var parts = answer.Split("\r\n\r\n", 2);
        return ((HttpStatusCode)int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), parts.Length > 1 ? parts[1] : "");
    }
}
