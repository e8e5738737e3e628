using System.Text;
using CsCheck;
using Microsoft.Extensions.Options;
using Router.Connectors;
using Router.Intake.Webhooks;

namespace Router.Unit.Intake.Webhooks;

public sealed class WebhookIntakeTests
{
    private readonly WebhookIntake _intake = Create();

    public static TheoryData<string> BadJson =>
    [
        "", " ", "null", "true", "1", "\"text\"", "[]", "[{},{}]", "{", "}", "{}{}", "{} x", "{\"a\":}", "{'a':1}", "{a:1}", "{\"a\":01}", "{\"a\":NaN}",
        "{\"a\":1,\"a\":2}", "{\"type\":\"x\",\"\\u0074ype\":\"y\"}", "{\"data\":{\"b\":1,\"b\":2}}", "{\"a\":\"\\x41\"}", "// c\n{}", "\u00A0{}",
        "{\"a\":" + new string('[', 31) + "1" + new string(']', 31) + "," + "\"b\":" + new string('[', 32) + new string(']', 32) + "}",
        new string('[', 100_000), "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 41),
    ];

    [Theory]
    [MemberData(nameof(BadJson))]
    public void Read_BadJson_MalformedForEverySource(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);

        Payload.Refused(_intake.Read("standard", Signing.Standard(body)), 400, "payload-malformed");
        Payload.Refused(_intake.Read("github", Signing.GitHub(body)), 400, "payload-malformed");
        Payload.Refused(_intake.Read("zendesk", Signing.Zendesk(body)), 400, "payload-malformed");
        Payload.Refused(_intake.Read("typeform", Signing.Typeform(body)), 400, "payload-malformed");
    }

    [Theory]
    [InlineData(new byte[] { 0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xFF, 0x22, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xC0, 0xAF, 0x22, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x7D })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00 })]
    public void Read_NotUtf8_Malformed(byte[] body) => Payload.Refused(_intake.Read("standard", Signing.Standard(body)), 400, "payload-malformed");

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("GitHub")]
    [InlineData("../github")]
    public void Read_UnknownSource_NotFound(string source) =>
        Payload.Refused(_intake.Read(source, Signing.GitHub("{}"u8.ToArray())), 404, "source-unknown");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=application/json")]
    public void Read_OtherType_Unsupported(string? contentType)
    {
        var payload = Signing.GitHub("{}"u8.ToArray()) with { ContentType = contentType };

        Payload.Refused(_intake.Read("github", payload), 415, "content-type-unsupported");
        Payload.Refused(_intake.Read("standard", payload), 415, "content-type-unsupported");
    }

    [Fact]
    public void Read_GitHubFormEncoded_SaysWhereToChangeIt()
    {
        var payload = Signing.GitHub("payload=%7B%7D"u8.ToArray()) with { ContentType = "application/x-www-form-urlencoded" };

        Assert.Contains("settings at GitHub", Payload.Refused(_intake.Read("github", payload), 415, "content-type-unsupported").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OverLimit_TooLarge() =>
        Payload.Refused(_intake.Read("github", Payload.Of(new byte[SourcesOptions.MaxBytes + 1], "application/json")), 413, "payload-too-large");

    [Fact]
    public void Read_Unsigned_Missing()
    {
        foreach (var source in TestTeam.Team.Sources)
        {
            Payload.Refused(_intake.Read(source.Id, Payload.Json("{}")), 401, "signature-missing");
        }
    }

    [Fact]
    public void Read_WrongSignature_InvalidBeforeTheBodyIsRead()
    {
        var payload = Signing.Standard("not json"u8.ToArray()).With("webhook-signature", "v1,AAAA");

        Payload.Refused(_intake.Read("standard", payload), 401, "signature-invalid");
    }

    [Fact]
    public void Read_OldTimestamp_RefusedWithTheReason()
    {
        var payload = Signing.Standard("{}"u8.ToArray(), at: Payload.Now.ToUnixTimeSeconds() - 301);

        Assert.Contains("300 seconds", Payload.Refused(_intake.Read("standard", payload), 401, "signature-invalid").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteOrderMark_Tolerated()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. "{\"type\":\"request.created\",\"data\":{\"text\":\"Hello\"}}"u8];

        Assert.Equal("Hello", Payload.Accepted(_intake.Read("standard", Signing.Standard(body))).Text);
    }

    [Fact]
    public void Read_SourceWithoutSecret_NeverValid()
    {
        var intake = new WebhookIntake(TestTeam.Team, ShippedConnectors.Schemes, Options.Create(new SourcesOptions()));

        Payload.Refused(intake.Read("github", Signing.GitHub("{}"u8.ToArray(), secret: "")), 401, "signature-invalid");
    }

    [Fact]
    public void Read_AnySignedJson_NeverThrows()
    {
        var names = Gen.OneOf("type", "data", "text", "issue", "action", "title", "number", "repository", "full_name", "detail", "ticket", "id", "form_response", "event_type", "answers", "definition", "fields", "field", "hidden", "details", "customer", "email", "requester", "subject", "description");
        var scalars = Gen.OneOf(Gen.OneOf("\"opened\"", "\"form_response\"", "\"request.created\"", "\"zen:event-type:ticket.created\"", "null", "true", "1e999", "-0", "\"\"", "\"\\u0000\"", "\"a@b.example\""));
        var json = Gen.Recursive<string>((depth, self) => depth >= 5
            ? scalars
            : Gen.OneOf(
                scalars,
                self.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
                Gen.Select(names, self).Array[0, 8].Select(pairs => $"{{{string.Join(',', pairs.DistinctBy(pair => pair.Item1).Select(pair => $"\"{pair.Item1}\":{pair.Item2}"))}}}")));
        json.Sample(text =>
        {
            var body = Encoding.UTF8.GetBytes(text);
            Assert.NotNull(_intake.Read("standard", Signing.Standard(body)));
            Assert.NotNull(_intake.Read("github", Signing.GitHub(body)));
            Assert.NotNull(_intake.Read("zendesk", Signing.Zendesk(body)));
            Assert.NotNull(_intake.Read("typeform", Signing.Typeform(body)));
            Assert.NotNull(_intake.Read("slack", Signing.Slack(body, Signing.Secret) with { ContentType = "application/json" }));
            Assert.NotNull(_intake.Read("monday", Signing.Monday(body, Signing.Secret)));
            Assert.NotNull(_intake.Read("forms", Signing.Forms(body, Signing.Secret)));
        });
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(body => Assert.NotNull(_intake.Read("typeform", Signing.Typeform(body))));

    internal static WebhookIntake Create()
    {
        var options = new SourcesOptions { SiteUrl = "https://support.example" };
        foreach (var source in TestTeam.Team.Sources)
        {
            options.ById[source.Id] = new SourceSecrets(source.Id == "standard" ? Signing.StandardSecret : Signing.Secret, null);
        }

        return new WebhookIntake(TestTeam.Team, ShippedConnectors.Schemes, Options.Create(options));
    }
}
