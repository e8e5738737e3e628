using System.Net;
using System.Text.Json.Nodes;
using Router.Acceptance.Forms;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>One sender sends more within a day than one sender may: webhooks and forms are refused with a time to come again, mails are kept and held, and the team reads of each.</summary>
public sealed class When_a_days_quota_is_used_up
{
    private const string Kim = "kim@quota.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_refuse_what_comes_again_and_keep_what_does_not()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions
        {
            Settings = new Dictionary<string, string> { ["Email__RequestsPerDay"] = "2", ["Webhooks__RequestsPerDay"] = "2", ["Forms__RequestsPerDay"] = "2" },
        });
        var mails = new MailDriver(stack.Client);

        var first = await mails.PostAsync(Kim, "quota-1", MailDriver.Fault, MailDriver.ProofOf(Kim));
        await mails.PostAsync(Kim, "quota-2", "And more.", $"{MailDriver.ProofOf(Kim)}\r\nIn-Reply-To: <quota-1@forged.example>");
        Assert.Equal(first, await mails.PostAsync(Kim, "quota-3", "The words beyond it.", $"{MailDriver.ProofOf(Kim)}\r\nIn-Reply-To: <quota-1@forged.example>"));
        var beyond = await mails.PostAsync(Kim, "quota-4", MailDriver.Fault, MailDriver.ProofOf(Kim));

        var conversation = await mails.PageAsync(first);
        Assert.Contains("The words beyond it.", conversation, StringComparison.Ordinal);
        Assert.Contains("Believe this mail", conversation, StringComparison.Ordinal);
        Assert.Contains("More mail came in this address's name", await mails.PageAsync(beyond), StringComparison.Ordinal);
        Assert.Contains($"/requests/{beyond}", await stack.Client.GetStringAsync(new Uri("/unclear", UriKind.Relative), Token), StringComparison.Ordinal);

        var webhooks = new List<(HttpStatusCode, string?, bool)>();
        var forms = new List<(HttpStatusCode, string?, bool)>();
        for (var number = 0; number < 3; number++)
        {
            webhooks.Add(await SendAsync(stack, Sender.Make("webhook", $"quota-{number}", "Help", MailDriver.Fault)));
            var form = Posting.Text("application/json", new JsonObject { ["email"] = $"ann{number}@quota.example", ["subject"] = "Help", ["message"] = $"Help {number}" }.ToJsonString());
            form.Headers.Add("X-Forwarded-For", "203.0.113.7");
            forms.Add(await SendAsync(stack, form));
        }

        // One customer's part of the source's two is one.
        Assert.Equal([(HttpStatusCode.Accepted, null, false), (HttpStatusCode.TooManyRequests, "quota-used", true), (HttpStatusCode.TooManyRequests, "quota-used", true)], webhooks);
        Assert.Equal([(HttpStatusCode.Accepted, null, false), (HttpStatusCode.Accepted, null, false), (HttpStatusCode.TooManyRequests, "quota-used", true)], forms);

        var refusals = WebUtility.HtmlDecode(await stack.Client.GetStringAsync(new Uri("/refusals", UriKind.Relative), Token));
        Assert.Contains("2 × by email: taken in and held", refusals, StringComparison.Ordinal);
        Assert.Contains("2 × by webhook: refused", refusals, StringComparison.Ordinal);
        Assert.Contains("1 × by form: refused", refusals, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string? Code, bool HasTime)> SendAsync(LocalStack stack, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await stack.Client.SendAsync(request, Token);
            return (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["code"], answer.Headers.RetryAfter is not null);
        }
    }
}
