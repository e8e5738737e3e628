using System.Text;
using CsCheck;
using Microsoft.Extensions.Options;
using Router.Intake;
using Router.Intake.Forms;
using Router.Requests;

namespace Router.Unit.Intake.Forms;

public sealed class FormIntakeTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string Good = "email=ann%40b.example&subject=Hello&message=Please+help&name=Ann&component=Manager+UI&instanceId=8-1";
    private readonly FormIntake _intake = Create();

    [Fact]
    public void Read_UrlEncoded_Request()
    {
        var request = Accepted(Good);

        Assert.Equal(("support", "Hello", "Please help", "Manager UI"), (request.Source, request.Subject, request.Text, request.ProductArea));
        Assert.Equal(new Customer("ann@b.example", "Ann"), request.Customer);
        Assert.Equal("8-1", Assert.Single(request.Details).Value);
    }

    [Fact]
    public void Read_EveryEncoding_SameRequestAndSameOrigin()
    {
        var json = Payload.Accepted(_intake.Read("support", Payload.Json("""
            {"message":"Please help","subject":"Hello","email":"ann@b.example","name":"Ann","component":"Manager UI","instanceId":"8-1","unused":null}
            """)));
        var multipart = Payload.Accepted(_intake.Read("support", Multipart(
            ("name=\"email\"", "ann@b.example"), ("name=\"subject\"", "Hello"), ("name=\"message\"", "Please help"),
            ("name=\"name\"", "Ann"), ("name=\"component\"", "Manager UI"), ("name=\"instanceId\"", "8-1"))));
        var encoded = Accepted(Good);

        Assert.Equal(encoded.OriginId, json.OriginId);
        Assert.Equal(encoded.OriginId, multipart.OriginId);
        Assert.Equal(encoded.Text, multipart.Text);
    }

    [Theory]
    [InlineData("subject=Hello&message=x", "email is missing.")]
    [InlineData("email=&subject=Hello&message=x", "email is missing.")]
    [InlineData("email=a%40b.example&subject=+++&message=x", "subject is missing.")]
    [InlineData("", "email is missing; subject is missing; message is missing.")]
    [InlineData("&&&", "email is missing; subject is missing; message is missing.")]
    [InlineData("email=ann&subject=Hello&message=x", "email is no mail address.")]
    [InlineData("email=ann%40b&subject=Hello&message=x", "email is no mail address.")]
    [InlineData("email=a%40b.example&email=c%40d.example&subject=Hello&message=x", "email is no mail address.")]
    [InlineData("email=a%40b.example%0D%0ABcc%3Ac%40d.example&subject=Hello&message=x", "email is no mail address.")]
    [InlineData("email=%3Ca%40b.example%3E&subject=Hello&message=x", "email is no mail address.")]
    [InlineData("Email=a%40b.example&subject=Hello&message=x", "email is missing.")]
    public void Read_FieldAtFault_NamedAndNotQuoted(string body, string expected) =>
        Assert.Equal(expected, Payload.Refused(Read(body), 422, "field-invalid").Detail);

    [Fact]
    public void Read_TooManyFields_Refused()
    {
        var fields = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"&f{i}=x"));

        Payload.Refused(Read(Good + fields), 422, "field-invalid");
        Payload.Refused(_intake.Read("support", Payload.Json("{" + string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"f{i}\":1")) + "}")), 422, "field-invalid");
        Payload.Refused(_intake.Read("support", Multipart([.. Enumerable.Range(0, 101).Select(i => ($"name=\"f{i}\"", "x"))])), 422, "field-invalid");
    }

    [Fact]
    public void Read_HundredFields_Kept() => Assert.Equal(95, Accepted(Good + string.Concat(Enumerable.Range(0, 94).Select(i => $"&f{i}=x"))).Details.Count);

    [Theory]
    [InlineData(100, 10_000, true)]
    [InlineData(101, 1, false)]
    [InlineData(1, 10_001, false)]
    public void Read_UnknownField_WithinLimits(int nameLength, int valueLength, bool accepted)
    {
        var result = Read($"{Good}&{new string('n', nameLength)}={new string('v', valueLength)}");

        Assert.Equal(accepted, result is IntakeResult.Accepted);
        if (!accepted)
        {
            Assert.DoesNotContain("nn", Payload.Refused(result, 422, "field-invalid").Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_LongMessage_CutAndNotRefused() =>
        Assert.Equal(InboundRequest.MaxTextLength, Accepted($"email=a%40b.example&subject=s&message={new string('m', 50_000)}").Text.Length);

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("SUPPORT")]
    [InlineData("support/../short")]
    public void Read_UnknownForm_NotFound(string form) => Payload.Refused(_intake.Read(form, Payload.Json("{}")), 404, "form-unknown");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/mixed; boundary=x")]
    public void Read_OtherType_Unsupported(string? type) =>
        Payload.Refused(_intake.Read("support", Payload.Of("{}"u8.ToArray(), type)), 415, "content-type-unsupported");

    [Fact]
    public void Read_OverLimit_TooLarge()
    {
        var intake = new FormIntake(Options.Create(new FormsOptions { MaxBytes = 1_024 }));

        Payload.Refused(intake.Read("support", Payload.Of(new byte[1_025], UrlEncoded)), 413, "payload-too-large");
        Payload.Refused(intake.Read("support", Payload.Of(new byte[1_024], UrlEncoded)), 422, "field-invalid");
    }

    [Theory]
    [InlineData("message=%", "%")]
    [InlineData("message=50%25+or+50%", "50% or 50%")]
    [InlineData("message=%4", "%4")]
    [InlineData("message=%zz", "%zz")]
    [InlineData("message=caf%e9", "café")]
    [InlineData("message=%cf%f0%e8%e2%e5%f2", "Привет")]
    [InlineData("message=x&%c0%af=x", "x")]
    [InlineData("message=%ed%a0%80x", "í €x")]
    public void Read_EscapesOfNoStandard_ReadAsTheirWriterMeant(string body, string text) => Assert.Equal(text, Payload.Accepted(Read($"email=a%40b.example&subject=Hello&{body}")).Text);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"email\":{\"a\":1}}")]
    [InlineData("{\"email\":[[1]]}")]
    [InlineData("{\"email\":\"a\",\"email\":\"b\"}")]
    public void Read_JsonOfAnotherShape_Malformed(string json) => Payload.Refused(_intake.Read("support", Payload.Json(json)), 400, "payload-malformed");

    [Theory]
    [InlineData("key-1", true)]
    [InlineData("", false)]
    [InlineData("with blank", false)]
    [InlineData("ümlaut", false)]
    [InlineData("tab\t", false)]
    public void Read_IdempotencyKey_IsTheOriginOrRefused(string key, bool accepted)
    {
        var result = _intake.Read("support", Payload.Of(Encoding.ASCII.GetBytes(Good), UrlEncoded, ("idempotency-key", key)));

        if (accepted)
        {
            Assert.Equal($"key:{key}", Payload.Accepted(result).OriginId);
        }
        else
        {
            Payload.Refused(result, 400, "payload-malformed");
        }
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void IsKey_Length_Limited(int length, bool expected) => Assert.Equal(expected, FormOrigin.IsKey(new string('k', length)));

    [Fact]
    public void Read_PageField_SamePageAndWordsAreOneRequest()
    {
        var first = Accepted(Good + "&_id=page-1").OriginId;

        Assert.Equal(first, Accepted(Good + "&_id=page-1").OriginId);
        Assert.NotEqual(first, Accepted(Good + "&_id=page-2").OriginId);
        Assert.NotEqual(first, Accepted(Good.Replace("Please", "Kindly", StringComparison.Ordinal) + "&_id=page-1").OriginId);
        Assert.DoesNotContain("_id", Accepted(Good + "&_id=page-1").Details.Keys);
    }

    [Fact]
    public void Read_PageFieldThatIsNoKey_AsIfThereWereNone() => Assert.Equal(Accepted(Good).OriginId, Accepted(Good + "&_id=with+blank").OriginId);

    [Fact]
    public void Read_Honeypot_WaitsForAPerson()
    {
        Assert.NotNull(Accepted(Good + "&_leave_empty=x").NeedsPerson);
        Assert.DoesNotContain("_leave_empty", Accepted(Good + "&_leave_empty=x").Details.Keys);
        Assert.Null(Accepted(Good + "&_leave_empty=").NeedsPerson);
        Assert.Null(Accepted(Good + "&website=x").NeedsPerson);
    }

    [Fact]
    public void Read_FormThatDefinesWebsite_IsNoTrap() =>
        Assert.Equal("x.example", Payload.Accepted(_intake.Read("short", Payload.Json("""{"message":"Hi","website":"x.example"}"""))).Details["website"]);

    [Fact]
    public void Read_NoWords_Refused() => Payload.Refused(_intake.Read("short", Payload.Json("""{"name":"Ann"}""")), 422, "field-invalid");

    [Fact]
    public void Read_OnlyMessage_FirstLineIsTheSubject() =>
        Assert.Equal("One", Payload.Accepted(_intake.Read("short", Payload.Json("""{"message":"One\r\n\r\n\r\n\r\nTwo\u0000"}"""))).Subject);

    [Fact]
    public void Read_AnyPost_NeverThrows()
    {
        var types = Gen.OneOf("application/json", UrlEncoded, "multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary=\"\"");
        Gen.Select(Gen.Byte.Array[0, 300], types).Sample((body, type) => Assert.NotNull(_intake.Read("support", Payload.Of(body, type))));
        var pieces = Gen.OneOf("--b", "--b--", "\r\n", "\n", "Content-Disposition: form-data; name=\"a\"", "; filename=\"x\"", "Content-Disposition:", ":", "x", "\0", "é", "=?utf-8?B?", "%", "&", "=");
        pieces.Array[0, 30].Sample(parts => Assert.NotNull(_intake.Read("support", Payload.Of(Encoding.Latin1.GetBytes(string.Concat(parts)), "multipart/form-data; boundary=b"))));
    }

    internal static FormIntake Create() => new(Options.Create(new FormsOptions()));

    internal static InboundPayload Multipart(params (string Disposition, string Content)[] parts)
    {
        var body = string.Concat(parts.Select(part => $"--b\r\nContent-Disposition: form-data; {part.Disposition}\r\n\r\n{part.Content}\r\n")) + "--b--\r\n";
        return Payload.Of(Encoding.UTF8.GetBytes(body), "multipart/form-data; boundary=b");
    }

    private IntakeResult Read(string body) => _intake.Read("support", Payload.Of(Encoding.UTF8.GetBytes(body), UrlEncoded));

    private InboundRequest Accepted(string body) => Payload.Accepted(Read(body));
}
