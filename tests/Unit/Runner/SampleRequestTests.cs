using System.Text;
using Router.FunctionsHost.Definitions;
using Router.Runner;
using Router.Runner.Sending;

namespace Router.Unit.Runner;

public sealed class SampleRequestTests
{
    private readonly SampleRequest requests = new(
        new HostSettings(new Dictionary<string, string> { ["Email__Secret"] = "mail-secret", ["Sources__standard__Secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }), TimeProvider.System);

    [Fact]
    public async Task From_Mail_BytesAndBearer()
    {
        byte[] body = [0xff, 0x0d, 0x0a];
        using var request = requests.From(Sample("email") with { ContentType = "message/rfc822", Body = body });

        Assert.Equal("Bearer mail-secret", request.Headers.Authorization?.ToString());
        Assert.Equal("message/rfc822", request.Content!.Headers.ContentType?.ToString());
        Assert.Equal(body, await request.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void From_WebhookWithAnIdOfItsOwn_ThatIdIsSignedAndSentOnce()
    {
        using var request = requests.From(Sample("webhook") with { Sign = "standard", Headers = new Dictionary<string, string> { ["Webhook-Id"] = "msg_own" } });

        Assert.Equal(["msg_own"], request.Headers.GetValues("webhook-id"));
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Headers.GetValues("webhook-timestamp").Single(), System.Globalization.CultureInfo.InvariantCulture));
        var expected = WebhookSigner.Sign("standard", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Encoding.UTF8.GetBytes("{}"), "msg_own", time)["webhook-signature"];
        Assert.Equal([expected], request.Headers.GetValues("webhook-signature"));
    }

    [Fact]
    public void From_SecretMissing_Named() =>
        Assert.Contains("Sources__github__Secret", Assert.Throws<RunnerException>(() => requests.From(Sample("webhook") with { Sign = "github" })).Message, StringComparison.Ordinal);

    private static Sample Sample(string channel) => new() { Name = "x", Channel = channel, Path = "/api/x", ContentType = "application/json", Body = Encoding.UTF8.GetBytes("{}") };
}
