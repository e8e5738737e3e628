using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

/// <summary>
/// What this host and a worker of Azure's packages say to each other, call by call, held to the stream captured in Captured/worker-stream.jsonl (<c>router-host --frames</c>).
/// A change of it is a change of the protocol: run the test with ROUTER_CAPTURE=FILE, compare the file with the public protocol, and put it in the old one's place.
/// </summary>
public sealed partial class WorkerStreamTests : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FakeApp app = new FakeApp("Numbered", "AskProcess", "TakeBytes", "TakeText", "Tick").Setting("HostAdminKey", "key").Answering("TakeText", "fail");

    [Fact]
    public async Task Stream_OfOneCallOfEachKind_AsCaptured()
    {
        await using (var host = await RunningHost.StartAsync(app.RecordingFrames()))
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, new Uri("/only/5?q=1", UriKind.Relative)) { Content = new StringContent("""{"from":"body"}""") };
            await host.EchoAsync(post);
            using (await host.Http.GetAsync(new Uri("/api/process/fail", UriKind.Relative), TestContext.Current.CancellationToken))
            {
            }

            await CancelAsync(host);
            host.Queue.Send("TakeBytes", "bytes");
            await host.Queue.NextSettledAsync();
            host.Queue.Send("TakeText", """{"text":1}""", times: 1);
            await host.Queue.NextSettledAsync();
            await host.Host.CallTimerAsync("Tick");
        }

        var stream = Normalized(await File.ReadAllLinesAsync(app.FramesFile, TestContext.Current.CancellationToken));

        if (Environment.GetEnvironmentVariable("ROUTER_CAPTURE") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, stream, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Captured.Text("worker-stream.jsonl"), stream);
    }

    public void Dispose() => app.Dispose();

    private static async Task CancelAsync(RunningHost host)
    {
        using var away = new CancellationTokenSource();
        var call = host.Http.GetAsync(new Uri("/api/process/hold", UriKind.Relative), away.Token);
        await host.Lines.WaitForAsync("called hold");
        await away.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await host.Lines.WaitForAsync("AskProcess: the caller went away");
        await host.Lines.WaitForAsync("let go");
    }

    // What differs each time gets a name by the order in which it first appears. What the worker logs is not the protocol's, nor are the empty messages that it sends after
    // those it has no answer to. Frames of one call stay together; answers to the loads come in any order.
    private string Normalized(string[] lines)
    {
        var names = new Dictionary<string, string>();
        var frames = lines
            .Where(line => !line.Contains("\"rpcLog\"", StringComparison.Ordinal) && line != """{"to-host":{}}""")
            .Select(line => Differing().Replace(line.Replace(app.Root, "{app}", StringComparison.Ordinal), match => NameOf(match, names)))
            .Select(WithoutStack)
            .ToArray();
        return string.Join('\n', frames.Index().GroupBy(frame => Call().Match(frame.Item) is { Success: true } call ? call.Value : IsLoaded(frame.Item) ? "loaded" : $"{frame.Index}")
            .SelectMany(group => group.Key == "loaded" ? group.Select(frame => frame.Item).Order(StringComparer.Ordinal) : group.Select(frame => frame.Item))) + "\n";
    }

    private static string NameOf(Match match, Dictionary<string, string> names)
    {
        var kind = match.Groups.Values.Skip(1).First(group => group.Success).Name;
        if (kind is "time" or "version")
        {
            return $"{{{kind}}}";
        }

        if (!names.TryGetValue(match.Value, out var name))
        {
            name = names[match.Value] = $"{{{kind}{names.Values.Count(given => given.StartsWith("{" + kind, StringComparison.Ordinal)) + 1}}}";
        }

        return name;
    }

    private static bool IsLoaded(string frame) => frame.Contains("\"functionLoadResponse\"", StringComparison.Ordinal);

    private static string WithoutStack(string line)
    {
        var frame = JsonNode.Parse(line)!;
        if (frame["to-host"]?["invocationResponse"]?["result"]?["exception"] is JsonObject exception)
        {
            exception.Remove("stackTrace");
        }

        return frame.ToJsonString(Readable);
    }

    [GeneratedRegex("""(?<trace>00-[0-9a-f]{32}-[0-9a-f]{16}-00)|(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|(?<address>(?:127\.0\.0\.1|localhost):\d+)|(?<time>20\d\d-\d\d-\d\dT[0-9:.]+)|(?<=workerVersion":")(?<version>[^"]*)""")]
    private static partial Regex Differing();

    [GeneratedRegex("""(?<="invocationId":")[^"]+""")]
    private static partial Regex Call();
}
