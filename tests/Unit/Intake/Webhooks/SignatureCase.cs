using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Connectors;
using Router.Intake;
using Router.Intake.Webhooks.Signatures;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Unit.Intake.Webhooks;

/// <summary>One signed payload of tests/Data/Signatures with the verdict that it must get.</summary>
internal sealed record SignatureCase(WebhookSource Source, string? Audience, IReadOnlyList<string> Secrets, InboundPayload Payload, string Expected)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Signatures");

    public static IReadOnlyDictionary<string, SignatureCase> All { get; } = Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal)
        .SelectMany(Read).ToDictionary(named => named.Name, named => named.Case);

    public string Verdict => ShippedConnectors.Schemes.VerifierOf(Source, Audience).Verify(Payload, Secrets).ToString();

    public SignatureVerdict? Foreseen => ShippedConnectors.Schemes.VerifierOf(Source, Audience).Foresee(Payload with { Body = [] }, Secrets);

    public InboundPayload WithSignature(string signature) => Payload with
    {
        Headers = Payload.Headers.ToDictionary(
            header => header.Key, header => IsSignature(header.Key) ? signature : header.Value, StringComparer.OrdinalIgnoreCase),
    };

    private static bool IsSignature(string header) => !header.Contains("time", StringComparison.OrdinalIgnoreCase) && !header.EndsWith("id", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, SignatureCase Case)> Read(string path)
    {
        var file = JsonNode.Parse(File.ReadAllText(path))!;
        var source = file["source"]!.Deserialize(TeamJsonContext.Default.WebhookSource)!;
        foreach (var each in file["cases"]!.AsArray())
        {
            var body = each!["body"]!;
            var bytes = body["base64"] is { } base64 ? Convert.FromBase64String((string)base64!) : Encoding.UTF8.GetBytes((string)body["text"]!);
            var headers = each["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!, StringComparer.OrdinalIgnoreCase);
            var at = DateTimeOffset.FromUnixTimeSeconds((long?)each["at"] ?? Intake.Payload.Now.ToUnixTimeSeconds());
            yield return ($"{Path.GetFileNameWithoutExtension(path)}: {(string)each["name"]!}", new SignatureCase(
                source,
                (string?)file["audience"],
                [.. each["secrets"]!.AsArray().Select(secret => (string)secret!)],
                new InboundPayload(bytes, "application/json", headers, at),
                (string)each["expected"]!));
        }
    }
}
