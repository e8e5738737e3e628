using System.Text;
using System.Text.Json.Nodes;
using Router.Intake;
using Router.Intake.Webhooks;
using Router.Requests;

namespace Router.Unit.Intake.Webhooks;

/// <summary>The payloads of tests/Data/Webhooks, each with what it must become.</summary>
public sealed class PayloadCasesTests
{
    private static readonly Dictionary<string, JsonNode> All =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "Webhooks", "cases.json")))!.AsArray().ToDictionary(each => (string)each!["name"]!, each => each!);

    private readonly WebhookIntake _intake = WebhookIntakeTests.Create();

    public static TheoryData<string> Names => [.. All.Keys];

    [Fact]
    public void Cases_AreManyAndOfEachOutcome()
    {
        Assert.True(All.Count >= 50);
        Assert.Equal(["challenge", "ignore", "join", "refuse", "reopen", "request", "resolve"], All.Values.Select(each => (string)each["expect"]!["outcome"]!).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_Case_AsExpected(string name)
    {
        var (result, expect) = (Read(All[name]), All[name]["expect"]!);
        switch ((string)expect["outcome"]!)
        {
            case "request":
                Hold(expect, Payload.Accepted(result));
                break;
            case "join":
                var joins = Assert.IsType<IntakeResult.Joins>(result);
                Assert.Equal((string)expect["thread"]!, joins.ThreadKey);
                Hold(expect, joins.Request);
                break;
            case "resolve":
                Assert.Equal((string)expect["thread"]!, Assert.IsType<IntakeResult.Resolves>(result).ThreadKey);
                break;
            case "reopen":
                Assert.Equal((string)expect["thread"]!, Assert.IsType<IntakeResult.Reopens>(result).ThreadKey);
                break;
            case "ignore":
                Assert.Equal((string)expect["reason"]!, Payload.Ignored(result).Reason);
                break;
            case "challenge":
                Assert.Equal("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", Assert.IsType<IntakeResult.Challenged>(result).Challenge);
                break;
            default:
                Payload.Refused(result, (int)expect["status"]!, (string)expect["code"]!);
                break;
        }
    }

    private IntakeResult Read(JsonNode each)
    {
        var source = (string)each["source"]!;
        var body = Encoding.UTF8.GetBytes((string?)each["raw"] ?? each["body"]!.ToJsonString());
        var payload = Signing.All[source].Sign(body, source == "standard" ? Signing.StandardSecret : Signing.Secret);
        payload = payload with { ContentType = (string?)each["type"] ?? "application/json" };
        payload = payload.With("X-GitHub-Event", (string?)each["headers"]?["X-GitHub-Event"]);
        return _intake.Read(source, payload);
    }

    private static void Hold(JsonNode expect, InboundRequest request)
    {
        Equal("subject", request.Subject);
        Equal("text", request.Text);
        Equal("name", request.Customer.Name);
        Equal("address", request.Customer.Address);
        Equal("area", request.ProductArea);
        Equal("thread", request.ThreadKey);
        Equal("origin", request.OriginId);
        foreach (var (name, value) in expect["details"]?.AsObject() ?? [])
        {
            Assert.Equal((string?)value, request.Details.GetValueOrDefault(name));
        }

        if (expect["attachments"] is JsonArray names)
        {
            Assert.Equal(names.Select(one => (string?)one), request.Attachments.Select(one => one.Name));
        }

        void Equal(string name, string? actual)
        {
            if (expect[name] is { } expected)
            {
                Assert.Equal((string?)expected, actual);
            }
        }
    }
}
