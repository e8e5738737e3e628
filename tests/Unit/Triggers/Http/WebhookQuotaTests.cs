using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Router.Teams.Sources;
using Router.Unit.Intake.Webhooks;
using Router.Unit.Pages;

namespace Router.Unit.Triggers.Http;

/// <summary>What a source may send within a day: refused beyond it, with a time to come again, and only for what the source itself has sent. Storage is away, so what is within it is answered 503.</summary>
public sealed class WebhookQuotaTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_BeyondTheSourcesDay_429WithATimeAndCounted()
    {
        await using var app = await StartAsync("--Webhooks:RequestsPerDay=2");

        var answers = new[] { await PostAsync(app, "m1", "ann@example.com"), await PostAsync(app, "m2", ""), await PostAsync(app, "m3", "") };

        Assert.Equal(
            [(HttpStatusCode.ServiceUnavailable, "storage-unavailable"), (HttpStatusCode.ServiceUnavailable, "storage-unavailable"), (HttpStatusCode.TooManyRequests, "quota-used")],
            answers.Select(answer => (answer.Status, answer.Code)));
        Assert.InRange(answers[2].RetryAfter!.Value, TimeSpan.FromHours(11), TimeSpan.FromHours(12));
        Assert.Contains("Warning: Refused: quota-used, channel webhook", app.Log.All);
        Assert.Contains("1 × by webhook: refused, because a sender had used up what Webhooks__RequestsPerDay", await RefusalsAsync(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OneCustomersPart_OthersOfTheSourceArePassed()
    {
        await using var app = await StartAsync("--Webhooks:RequestsPerDay=10");
        for (var post = 0; post < 20; post++)
        {
            await PostAsync(app, $"flood-{post}", "ann@example.com");
        }

        Assert.Equal("quota-used", (await PostAsync(app, "ann", "Ann@example.com")).Code);
        Assert.Equal("storage-unavailable", (await PostAsync(app, "bob", "bob@example.com")).Code);
    }

    [Fact]
    public async Task Post_BeyondTheBytes_429()
    {
        await using var app = await StartAsync("--Webhooks:BytesPerDay=1000");

        Assert.Equal("storage-unavailable", (await PostAsync(app, "m1", "", new string('x', 900))).Code);
        Assert.Equal("quota-used", (await PostAsync(app, "m2", "", new string('x', 900))).Code);
    }

    [Fact]
    public async Task Post_NotProven_UsesNothingUp()
    {
        await using var app = await StartAsync("--Webhooks:RequestsPerDay=1");
        for (var post = 0; post < 5; post++)
        {
            Assert.Equal("signature-invalid", (await PostAsync(app, $"m{post}", "", secret: "whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQQ==")).Code);
        }

        Assert.Equal("storage-unavailable", (await PostAsync(app, "mine", "")).Code);
    }

    [Fact]
    public async Task Refusals_MailsBeyondOneAddressesDay_SaidToBeHeld()
    {
        await using var app = await StartAsync();
        app.Services.GetRequiredService<Router.Operations.Refusals>().NoteHeld();

        Assert.Contains("1 × by email: taken in and held, because more came in one address's name than Email__RequestsPerDay", await RefusalsAsync(app), StringComparison.Ordinal);
        Assert.Contains("Warning: Held: quota-held, channel email", app.Log.All);
    }

    private static Task<PagesApp> StartAsync(params string[] more) => PagesApp.StartAsync(
        TeamSamples.Small with { Sources = [new WebhookSource("standard", "StandardWebhooks")] }, ["--Pages:SignIn=Off", $"--Sources:standard:Secret={Signing.StandardSecret}", .. more]);

    private static async Task<string> RefusalsAsync(PagesApp app) => WebUtility.HtmlDecode(await app.Client.GetStringAsync(new Uri("/refusals", UriKind.Relative), Cancelled));

    private static async Task<(HttpStatusCode Status, string? Code, TimeSpan? RetryAfter)> PostAsync(PagesApp app, string id, string customer, string text = "It fails.", string secret = Signing.StandardSecret)
    {
        var body = new JsonObject { ["subject"] = "Help", ["text"] = text, ["customer"] = new JsonObject { ["email"] = customer } };
        var signed = Signing.Standard(Encoding.UTF8.GetBytes(new JsonObject { ["type"] = "request.created", ["data"] = body }.ToJsonString()), id, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), secret);
        using var content = new ByteArrayContent(signed.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/standard") { Content = content };
        foreach (var header in new[] { "webhook-id", "webhook-timestamp", "webhook-signature" })
        {
            request.Headers.Add(header, signed.Header(header));
        }

        using var answer = await app.Client.SendAsync(request, Cancelled);
        return (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!["code"], answer.Headers.RetryAfter?.Delta);
    }
}
