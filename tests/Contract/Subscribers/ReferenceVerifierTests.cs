using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.Contract.Broker;
using Router.Kit;
using Router.Subscribers;

namespace Router.Contract.Subscribers;

/// <summary>npm's standardwebhooks and svix, which know nothing of this code, judge what our signer signs. The judging is in js/references.mjs.</summary>
public sealed class ReferenceVerifierTests
{
    private const int Each = 1_000;
    private static readonly string Folder = new OfficialClientSuite("js").Folder;

    [Fact]
    public async Task ReferenceVerifiers_TakeWhatWeSignAndRefuseWhatWasChanged()
    {
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Folder, "node_modules", "svix")), "Run: npm ci --prefix tests/Contract/js");
        var random = new Random(20261123);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, Each).SelectMany(_ => Signed(random)).Select(line => line.ToJsonString()), TestContext.Current.CancellationToken);
            using var node = ChildProcess.Start("references", "node", [Path.Combine(Folder, "references.mjs"), file]);
            var verdicts = JsonNode.Parse(await node.WaitForOutputAsync("standardwebhooks", TimeSpan.FromSeconds(120)))!;

            const string all = """{"honest":1000,"accepted":1000,"mutated":1000,"refused":1000}""";
            Assert.Equal((all, all), (verdicts["standardwebhooks"]!.ToJsonString(), verdicts["svix"]!.ToJsonString()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A signed payload by one or two secrets of which the receiver knows one, and the same with one thing changed.</summary>
    private static IEnumerable<JsonObject> Signed(Random random)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["type"] = "request.landed", ["text"] = Text(random), ["n"] = random.Next() }.ToJsonString());
        var keys = Enumerable.Range(0, random.Next(1, 3)).Select(_ => RandomNumberGenerator.GetBytes(random.Next(24, 65))).ToList();
        var (id, timestamp) = ($"msg_{random.NextInt64():x}", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var signature = FactSigner.Sign(id, timestamp, body, keys);
        var known = keys[random.Next(keys.Count)];
        yield return Line(known, id, timestamp, signature, body, honest: true);
        yield return random.Next(5) switch
        {
            0 => Line(known, id + "0", timestamp, signature, body, honest: false),
            1 => Line(known, id, timestamp - 1, signature, body, honest: false),
            2 => Line(known, id, timestamp, signature, [.. body[..^1], (byte)' ', body[^1]], honest: false),
            3 => Line([.. known[..^1], (byte)(known[^1] ^ 1)], id, timestamp, signature, body, honest: false),
            _ => Line(known, id, timestamp, signature.Replace("v1,", "v2,", StringComparison.Ordinal), body, honest: false),
        };
    }

    private static string Text(Random random) => new([.. Enumerable.Range(0, random.Next(100)).Select(_ => (char)random.Next(0x20, 0xD7FF))]);

    private static JsonObject Line(byte[] key, string id, long timestamp, string signature, byte[] body, bool honest) => new()
    {
        ["secret"] = "whsec_" + Convert.ToBase64String(key),
        ["id"] = id,
        ["timestamp"] = $"{timestamp}",
        ["signature"] = signature,
        ["body"] = Convert.ToBase64String(body),
        ["honest"] = honest,
    };
}
