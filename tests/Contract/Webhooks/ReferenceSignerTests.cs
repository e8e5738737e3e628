using System.Text.Json.Nodes;
using Router.Connectors;
using Router.Contract.Broker;
using Router.Intake;
using Router.Intake.Webhooks.Signatures;
using Router.Kit;
using Router.Teams.Sources;

namespace Router.Contract.Webhooks;

/// <summary>npm's standardwebhooks, svix and @octokit/webhooks-methods, which know nothing of this code, sign; our verifiers judge. The signing is in js/signers.mjs.</summary>
public sealed class ReferenceSignerTests
{
    private const int Each = 1_000;
    private static readonly string Folder = new OfficialClientSuite("js").Folder;

    private static readonly Dictionary<string, ISignatureVerifier> Verifiers = new()
    {
        ["standard"] = ShippedConnectors.Schemes.VerifierOf(new WebhookSource("standard", "StandardWebhooks"), address: null),
        ["github"] = ShippedConnectors.Schemes.VerifierOf(new WebhookSource("github", "GitHub"), address: null),
    };

    [Fact]
    public async Task Verifiers_TakeWhatReferencesSignAndRefuseWhatWasChanged()
    {
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Folder, "node_modules", "@octokit", "webhooks-methods")), "Run: npm ci --prefix tests/Contract/js");
        var file = Path.GetTempFileName();
        try
        {
            using var node = ChildProcess.Start("signers", "node", [Path.Combine(Folder, "signers.mjs"), file, $"{Each}"]);
            await node.WaitForOutputAsync("signed", TimeSpan.FromSeconds(120));

            var verdicts = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!)
                .CountBy(line => $"{(string)line["signer"]!} {((bool)line["honest"]! ? "honest" : "changed")} {(IsTaken(line) ? "taken" : "refused")}")
                .Select(count => $"{count.Key} {count.Value}")
                .Order(StringComparer.Ordinal);

            Assert.Equal(
                ["octokit changed refused 1000", "octokit honest taken 1000", "standardwebhooks changed refused 1000", "standardwebhooks honest taken 1000", "svix changed refused 1000", "svix honest taken 1000"],
                verdicts);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool IsTaken(JsonNode line)
    {
        var headers = line["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!, StringComparer.OrdinalIgnoreCase);
        var payload = new InboundPayload(Convert.FromBase64String((string)line["body"]!), "application/json", headers, TimeProvider.System.GetUtcNow());
        return Verifiers[(string)line["source"]!].Verify(payload, [(string)line["secret"]!]) == SignatureVerdict.Valid;
    }
}
