using System.Text;
using System.Text.Json.Nodes;
using Router.Connectors;
using Router.Contract.Broker;
using Router.Intake;
using Router.Intake.Webhooks;
using Router.Kit;
using Router.Teams;

namespace Router.Contract.Webhooks;

/// <summary>The script of infra/docs/webhooks.md, run by Node, against the sources of the shipped team file.</summary>
public sealed class RecipeTests
{
    private const string Secret = "a secret of the tests, long enough";

    [Fact]
    public async Task GoogleForms_ScriptOfTheDocs_TakenIn()
    {
        using var node = ChildProcess.Start(
            "recipe",
            "node",
            [Path.Combine(new OfficialClientSuite("js").Folder, "googleforms.mjs"), Checkout.FileOf("infra", "docs", "webhooks.md"), Secret]);
        var sent = JsonNode.Parse(await node.WaitForOutputAsync("{", TimeSpan.FromSeconds(60)))!;
        var payload = new InboundPayload(
            Encoding.UTF8.GetBytes((string)sent["body"]!),
            (string)sent["type"]!,
            sent["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!, StringComparer.OrdinalIgnoreCase),
            TimeProvider.System.GetUtcNow());

        var source = TeamFile.Load(Checkout.FileOf("functions", "team.json"), ShippedConnectors.Schemes.Names).FindSource("googleforms")!;
        var request = Assert.IsType<IntakeResult.Accepted>(new SourceReader(source, ShippedConnectors.Schemes, [Secret], address: null).Read(payload)).Request;

        Assert.EndsWith("/api/webhooks/googleforms", (string)sent["url"]!, StringComparison.Ordinal);
        Assert.Equal(("Export hängt", "Since Monday.", "ann@b.example"), (request.Subject, request.Text, request.Customer.Address));
        Assert.Equal(("response:form-1:response-1", "A, B"), (request.OriginId, request.Details["Which tools?"]));
    }
}
