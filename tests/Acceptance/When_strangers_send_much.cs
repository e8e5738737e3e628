using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Acceptance.Forms;

namespace Router.Acceptance;

/// <summary>Many large bodies without a proof, and slow uploads: they cost little memory and keep nobody out.</summary>
[Collection(OneStackForAll.Name)]
public sealed class When_strangers_send_much(StackFixture fixture)
{
    private const int BodyBytes = 25 * 1_024 * 1_024;
    private const long MostGrowthBytes = 64_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public async Task Should_not_keep_what_has_no_proof(int connections)
    {
        // Once before, so that what the first such requests load is not counted.
        await SendAllAsync(4);
        var app = fixture.Stack.AppId;
        await File.WriteAllTextAsync($"/proc/{app}/clear_refs", "5", Token);
        var before = MemoryOf(app, "VmRSS");

        var answers = await SendAllAsync(connections);

        var growth = MemoryOf(app, "VmHWM") - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{connections} connections: the app's working set grew by {growth / 1_000_000.0:0.0} MB at most");
        // Whoever still sends when the door is shut may lose the answer with the connection.
        Assert.All(answers, answer => Assert.Contains(answer, (string[])["HTTP/1.1 401 Unauthorized", ""]));
        Assert.InRange(growth, long.MinValue, MostGrowthBytes);
    }

    /// <summary>As many as there is disk for at their largest, none of which goes on.</summary>
    [Fact]
    public async Task Should_take_an_upload_beside_slow_ones()
    {
        var slow = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConnectAsync()));
        try
        {
            foreach (var socket in slow)
            {
                var part = "--b\r\nContent-Disposition: form-data; name=files; filename=slow.png\r\nContent-Type: image/png\r\n\r\n" + new string('x', 20_000);
                await socket.GetStream().WriteAsync(
                    Encoding.ASCII.GetBytes($"POST {Posting.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n{part.Length:x}\r\n{part}\r\n"),
                    Token);
            }

            var (status, body) = await Posting.SendAsync(fixture.Stack.Client, Posting.Multipart("Beside slow ones", null, ("a.png", [1, 2, 3])));

            Assert.True(status == HttpStatusCode.Accepted, $"{status}: {body}");
        }
        finally
        {
            Array.ForEach(slow, socket => socket.Dispose());
        }
    }

    private static long MemoryOf(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith($"{field}:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1_024;
    }

    /// <returns>The first line of each answer.</returns>
    private Task<string[]> SendAllAsync(int connections) => Task.WhenAll(Enumerable.Range(0, connections).Select(number => number % 2 == 0
        ? SendAsync("/api/email", "message/rfc822")
        : SendAsync("/api/webhooks/standard", "application/json")));

    // Does not wait for a word before it sends, and sends until nobody takes any more.
    private async Task<string> SendAsync(string path, string type)
    {
        using var socket = await ConnectAsync();
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n"), Token);
        using var reader = new StreamReader(stream);
        var answer = reader.ReadLineAsync(Token).AsTask();
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('x', 65_536)}\r\n");
        try
        {
            for (var sent = 0; sent < BodyBytes; sent += 65_536)
            {
                await stream.WriteAsync(chunk, Token);
            }

            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), Token);
        }
        catch (IOException)
        {
            // The door was shut.
        }

        return await answer ?? "";
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, fixture.Stack.Client.BaseAddress!.Port, Token);
        return socket;
    }
}
