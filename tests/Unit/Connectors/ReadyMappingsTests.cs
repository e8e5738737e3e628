using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Intake.Webhooks;
using Router.Requests;
using Router.Unit.Intake;
using Router.Unit.Intake.Webhooks;

namespace Router.Unit.Connectors;

public sealed class ReadyMappingsTests
{
    private const string Issue = """
        {"action":"opened","issue":{"number":7,"title":"Editor  hangs","body":"It hangs.\r\n@team Fixes #1","html_url":"https://github.com/o/r/issues/7","user":{"login":"mona"},
        "created_at":"2021-02-25T14:00:00Z","labels":[{"name":"bug"}]},"repository":{"full_name":"o/r"},"sender":{"type":"User"}}
        """;

    private const string Ticket = """{"type":"zen:event-type:ticket.created","id":"e-1","detail":{"id":"35","subject":"Cannot publish","description":"Publishing fails","created_at":"2021-02-25T15:00:00Z","tags":["vip"]}}""";

    private const string Response = """
        {"event_id":"01H","event_type":"form_response","form_response":{"form_id":"f","token":"t","submitted_at":"2021-02-25T15:00:00Z","hidden":{"plan":"pro"},
        "definition":{"fields":[{"id":"a","title":"Your mail"},{"id":"b","title":"What is it?"},{"id":"c","title":"How urgent?"},{"id":"d","title":"Tools"}]},
        "answers":[{"type":"email","email":"a@b.example","field":{"id":"a","type":"email","ref":"0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"}},
        {"type":"text","text":"Please help","field":{"id":"b","type":"long_text","ref":"x"}},
        {"type":"choice","choice":{"label":"Very"},"field":{"id":"c","type":"multiple_choice","ref":"1a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"}},
        {"type":"choices","choices":{"labels":["A","B"]},"field":{"id":"d","type":"multiple_choice","ref":"tools"}}]}}
        """;

    private readonly WebhookIntake _intake = WebhookIntakeTests.Create();

    [Fact]
    public void GitHub_OpenedIssue_Request()
    {
        var request = Payload.Accepted(GitHub(Issue));

        Assert.Equal(("Editor hangs", "It hangs.\n@team Fixes #1"), (request.Subject, request.Text));
        Assert.Equal(new Customer("", "mona"), request.Customer);
        Assert.Equal("o/r#7", request.ThreadKey);
        Assert.Equal("https://github.com/o/r/issues/7", request.Details["issue"]);
        Assert.Equal("bug", request.Details["labels"]);
        Assert.Equal(new DateTimeOffset(2021, 2, 25, 14, 0, 0, TimeSpan.Zero), request.SentAt);
    }

    [Fact]
    public void GitHub_ReplayUnderNewDeliveryId_SameOrigin()
    {
        var first = Payload.Accepted(_intake.Read("github", Signing.GitHub(Encoding.UTF8.GetBytes(Issue), delivery: "one")));
        var replay = Payload.Accepted(_intake.Read("github", Signing.GitHub(Encoding.UTF8.GetBytes(Issue), delivery: "two")));

        Assert.Equal(first.OriginId, replay.OriginId);
        Assert.NotEqual(first.OriginId, Payload.Accepted(GitHub(Issue.Replace("\"number\":7", "\"number\":8", StringComparison.Ordinal))).OriginId);
    }

    [Theory]
    [InlineData("ping", "opened")]
    [InlineData("issues", "edited")]
    [InlineData("issues", "deleted")]
    [InlineData("issue_comment", "edited")]
    [InlineData("pull_request", "opened")]
    public void GitHub_OtherEvent_Ignored(string name, string action)
    {
        var body = Encoding.UTF8.GetBytes(Issue.Replace("opened", action, StringComparison.Ordinal));

        Payload.Ignored(_intake.Read("github", Signing.GitHub(body, name)));
    }

    [Theory]
    [InlineData("\"type\":\"User\"", "\"type\":\"Bot\"")]
    [InlineData("It hangs.", "It hangs. <!-- router-request: 1 -->")]
    public void GitHub_IssueOfAMachine_Ignored(string before, string after) => Payload.Ignored(GitHub(Issue.Replace(before, after, StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"title\"")]
    [InlineData("\"number\"")]
    [InlineData("\"full_name\"")]
    public void GitHub_PartMissing_Malformed(string name) =>
        Payload.Refused(GitHub(Issue.Replace(name, "\"x\"", StringComparison.Ordinal)), 400, "payload-malformed");

    [Fact]
    public void GitHub_NoEventHeader_Malformed() =>
        Payload.Refused(_intake.Read("github", Signing.GitHub(Encoding.UTF8.GetBytes(Issue)).With("X-GitHub-Event", null)), 400, "payload-malformed");

    [Fact]
    public void GitHub_IssueWithoutBody_TitleIsTheText() =>
        Assert.Equal("Editor hangs", Payload.Accepted(GitHub(Issue.Replace("\"It hangs.\\r\\n@team Fixes #1\"", "null", StringComparison.Ordinal))).Text);

    [Fact]
    public void Zendesk_TicketCreatedEvent_Request()
    {
        var request = Payload.Accepted(Zendesk(Ticket));

        Assert.Equal(("Cannot publish", "Publishing fails"), (request.Subject, request.Text));
        Assert.Equal("zendesk:35", request.ThreadKey);
        Assert.Equal("35", request.Details["zendeskTicket"]);
        Assert.Equal("vip", request.Details["tags"]);
        Assert.Equal(request.OriginId, Payload.Accepted(Zendesk(Ticket.Replace("e-1", "e-2", StringComparison.Ordinal))).OriginId);
    }

    [Fact]
    public void Zendesk_Trigger_RequestWithRequester()
    {
        var request = Payload.Accepted(Zendesk("""{"ticket":{"id":35,"subject":"Hi","description":"There","component":"Manager UI","requester":{"name":"Ann","email":"ann@b.example"}}}"""));

        Assert.Equal(new Customer("ann@b.example", "Ann"), request.Customer);
        Assert.Equal("Manager UI", request.ProductArea);
    }

    [Fact]
    public void Zendesk_OtherEvent_Ignored() => Payload.Ignored(Zendesk(Ticket.Replace("ticket.created", "ticket.priority_changed", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"ticket":[]}""", 400)]
    [InlineData("""{"ticket":{"subject":"no id"}}""", 400)]
    [InlineData("""{"type":"zen:event-type:ticket.created"}""", 400)]
    [InlineData("""{"ticket":{"id":1}}""", 422)]
    [InlineData("""{"ticket":{"id":1,"description":" \n\u0001 "}}""", 422)]
    public void Zendesk_Incomplete_Refused(string json, int status) => Payload.Refused(Zendesk(json), status, status == 400 ? "payload-malformed" : "field-invalid");

    [Fact]
    public void Typeform_Response_Request()
    {
        var request = Payload.Accepted(Typeform(Response));

        Assert.Equal("event:01H", request.OriginId);
        Assert.Equal(("Please help", "Please help"), (request.Subject, request.Text));
        Assert.Equal("a@b.example", request.Customer.Address);
        Assert.Equal("Very", request.Details["How urgent?"]);
        Assert.Equal("A, B", request.Details["tools"]);
        Assert.Equal("pro", request.Details["plan"]);
    }

    [Fact]
    public void Typeform_SeveralTexts_AllAreWords()
    {
        var request = Payload.Accepted(Typeform("""
            {"event_id":"1","event_type":"form_response","form_response":{"answers":[
            {"type":"text","text":"The export hangs.","field":{"id":"a","type":"long_text","ref":"x"}},
            {"type":"text","text":"Ann","field":{"id":"n","type":"short_text","ref":"who"}},
            {"type":"text","text":"Since Monday, on each machine.","field":{"id":"b","type":"long_text","ref":"y"}},
            {"type":"choices","choices":{"labels":["A","B"],"other":"my own"},"field":{"id":"d","type":"multiple_choice","ref":"tools"}},
            {"type":"choices","choices":{"other":"alone"},"field":{"id":"e","type":"multiple_choice","ref":"more"}}]}}
            """));

        Assert.Equal("The export hangs.\n\nSince Monday, on each machine.", request.Text);
        Assert.Equal(("A, B, my own", "alone", "Ann"), (request.Details["tools"], request.Details["more"], request.Details["who"]));
    }

    [Theory]
    [InlineData("""{"text":"","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"The export hangs"}}]}""", "The export hangs")]
    [InlineData("""{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"It hangs"},{"type":"link","url":"https://a.example"}]}]}]}""", "It hangs")]
    [InlineData("""{"attachments":[{"text":"Alert: it hangs"}]}""", "Alert: it hangs")]
    public void Slack_ShortcutOnAMessageOfBlocks_Request(string message, string text)
    {
        var payload = $$"""{"type":"message_action","channel":{"id":"C1"},"user":{"name":"ann"},"message":{"ts":"1.2",{{message[1..]}}}""";

        Assert.Equal(text, Payload.Accepted(_intake.Read("slack", Signing.Slack(Encoding.UTF8.GetBytes("payload=" + Uri.EscapeDataString(payload)), Signing.Secret))).Text);
    }

    [Theory]
    [InlineData("Ann Lee <ann@b.example>", "Ann Lee")]
    [InlineData("\"Lee, Ann\" <ann@b.example>", "Lee, Ann")]
    [InlineData("<ann@b.example>", "")]
    [InlineData(" ann@b.example ", "")]
    public void Standard_AddressWithAName_Both(string written, string name) => Assert.Equal(
        new Customer("ann@b.example", name),
        Payload.Accepted(Standard("""{"type":"request.created","data":{"text":"x","customer":{"email":ADDRESS}}}""".Replace("ADDRESS", System.Text.Json.JsonSerializer.Serialize(written), StringComparison.Ordinal))).Customer);

    [Theory]
    [InlineData("""{"type":"request.created","data":{"text":"C:\data"}}""", "In line 1 a backslash")]
    [InlineData("{\n\"type\":\"request.created\",\n\"data\":{\"text\":\"\\u12\"}}", "In line 3 a backslash")]
    [InlineData("""{"type":"request.created","data":{"text":"x","price":NaN}}""", "stands NaN")]
    [InlineData("""{"type":"request.created","data":{"text":"NaN","price":None}}""", "stands None")]
    [InlineData("""{"type":"request.created","data":{"text":"x" "y"}}""", "The JSON is broken in line 1")]
    public void Standard_BrokenJson_SaysWhatToMend(string json, string said) =>
        Assert.Contains(said, Payload.Refused(Standard(json.Replace("\\\\", "\\", StringComparison.Ordinal)), 400, "payload-malformed").Detail, StringComparison.Ordinal);

    /// <summary>Nobody wrote a word, and yet somebody answered.</summary>
    [Fact]
    public void Typeform_ANumberAlone_Request() => Assert.Contains(
        "4", Payload.Accepted(Typeform("""{"event_type":"form_response","form_response":{"answers":[{"type":"number","number":4}]}}""")).Text, StringComparison.Ordinal);

    [Fact]
    public void Typeform_OtherEvent_Ignored() => Payload.Ignored(Typeform("""{"event_type":"form_response_partial"}"""));

    [Theory]
    [InlineData("""{"event_type":"form_response"}""", 400)]
    [InlineData("""{"event_type":"form_response","form_response":{}}""", 422)]
    public void Typeform_Incomplete_Refused(string json, int status) => Payload.Refused(Typeform(json), status, status == 400 ? "payload-malformed" : "field-invalid");

    [Fact]
    public void Standard_Request_AllFields()
    {
        var request = Payload.Accepted(Standard("""
            {"type":"request.created","timestamp":"2021-02-25T15:01:00Z","data":{"subject":"S","message":"M","component":"WebEngine",
            "customer":{"name":"Ann\u202egpj","email":"ann@b.example"},"details":{"instanceId":"8-1","count":3,"nested":{},"list":[]}}}
            """));

        Assert.Equal("msg_1", request.OriginId);
        Assert.Equal(new Customer("ann@b.example", "Anngpj"), request.Customer);
        Assert.Equal("WebEngine", request.ProductArea);
        Assert.Equal(new Dictionary<string, string> { ["instanceId"] = "8-1", ["count"] = "3" }, request.Details);
    }

    [Theory]
    [InlineData("""{"type":"request.created","data":{"text":"x","customer":{"email":"a@b.example\r\nBcc: c@d.example"}}}""")]
    [InlineData("""{"type":"request.created","data":{"text":"x","customer":{"email":["a@b.example","c@d.example"]}}}""")]
    [InlineData("""{"type":"request.created","data":{"text":"x","customer":"a@b.example"}}""")]
    public void Standard_AddressNobodyCouldWriteTo_None(string json) => Assert.Equal("", Payload.Accepted(Standard(json)).Customer.Address);

    [Fact]
    public void Standard_EventWithoutWords_Ignored() => Payload.Ignored(Standard("""{"type":"invoice.paid","data":{"id":1}}"""));

    [Theory]
    [InlineData("""{"data":{"text":"x"}}""", 400)]
    [InlineData("""{"type":"request.created"}""", 400)]
    [InlineData("""{"type":"request.created","data":"x"}""", 422)]
    [InlineData("""{"type":"request.created","data":{}}""", 422)]
    public void Standard_Incomplete_Refused(string json, int status) => Payload.Refused(Standard(json), status, status == 400 ? "payload-malformed" : "field-invalid");

    [Fact]
    public void Standard_LongTexts_WithinTheLimits()
    {
        var json = new JsonObject
        {
            ["type"] = "request.created",
            ["data"] = new JsonObject
            {
                ["subject"] = new string('s', 1_000),
                ["text"] = string.Concat(Enumerable.Repeat("😀", 20_000)),
                ["details"] = new JsonObject(Enumerable.Range(0, 500).Select(i => KeyValuePair.Create<string, JsonNode?>($"{i}{new string('n', 200)}", new string('v', 20_000 / (i + 1))))),
            },
        }.ToJsonString(new JsonSerializerOptions());

        var request = Payload.Accepted(Standard(json));

        Assert.Equal(InboundRequest.MaxSubjectLength, request.Subject.Length);
        Assert.Equal(InboundRequest.MaxTextLength, request.Text.Length);
        Assert.Equal(100, request.Details.Count);
        Assert.All(request.Details, detail => Assert.True(detail.Key.Length <= 100 && detail.Value.Length <= 10_000));
    }

    private Router.Intake.IntakeResult GitHub(string json) => _intake.Read("github", Signing.GitHub(Encoding.UTF8.GetBytes(json)));

    private Router.Intake.IntakeResult Zendesk(string json) => _intake.Read("zendesk", Signing.Zendesk(Encoding.UTF8.GetBytes(json)));

    private Router.Intake.IntakeResult Typeform(string json) => _intake.Read("typeform", Signing.Typeform(Encoding.UTF8.GetBytes(json)));

    private Router.Intake.IntakeResult Standard(string json) => _intake.Read("standard", Signing.Standard(Encoding.UTF8.GetBytes(json)));
}
