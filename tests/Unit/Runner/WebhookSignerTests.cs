using System.Text;
using Router.Runner;
using Router.Runner.Sending;

namespace Router.Unit.Runner;

/// <summary>The vendors' own examples.</summary>
public sealed class WebhookSignerTests
{
    [Fact]
    public void Sign_Standard_AsTheSpecification()
    {
        var headers = Sign("standard", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "{\"test\": 2432232314}", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330));

        Assert.Equal("msg_p5jXN8AQM9LWM0D4loKWxJek", headers["webhook-id"]);
        Assert.Equal("1614265330", headers["webhook-timestamp"]);
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", headers["webhook-signature"]);
    }

    [Fact]
    public void Sign_GitHub_AsTheDocumentation()
    {
        var headers = Sign("github", "It's a Secret to Everybody", "Hello, World!", "delivery", default);

        Assert.Equal("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", headers["X-Hub-Signature-256"]);
        Assert.Equal("delivery", headers["X-GitHub-Delivery"]);
    }

    [Fact]
    public void Sign_Zendesk_TimestampBeforeBody()
    {
        var headers = Sign("zendesk", "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=", "{\"say\": \"hello\"}", "x", new DateTimeOffset(2021, 7, 25, 10, 0, 0, TimeSpan.Zero));

        Assert.Equal("2021-07-25T10:00:00Z", headers["X-Zendesk-Webhook-Signature-Timestamp"]);
        Assert.Equal("Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=", headers["X-Zendesk-Webhook-Signature"]);
    }

    [Fact]
    public void Sign_Typeform_Base64OfTheBodysHmac() =>
        Assert.Equal("sha256=dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc=", Sign("typeform", "It's a Secret to Everybody", "Hello, World!", "x", default)["Typeform-Signature"]);

    [Fact]
    public void Sign_UnknownSource_Named() => Assert.Contains("'myspace'", Assert.Throws<RunnerException>(() => Sign("myspace", "s", "b", "x", default)).Message, StringComparison.Ordinal);

    private static IReadOnlyDictionary<string, string> Sign(string source, string secret, string body, string id, DateTimeOffset now) =>
        WebhookSigner.Sign(source, secret, Encoding.UTF8.GetBytes(body), id, now);
}
