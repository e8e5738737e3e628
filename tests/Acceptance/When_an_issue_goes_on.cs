using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>What GitHub says of an issue after it made a request: each event goes to that request, once.</summary>
[Collection(OneStackForAll.Name)]
public sealed class When_an_issue_goes_on(StackFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_follow_it_in_the_same_request()
    {
        var id = await PostAsync("issues", Issue(41, "opened"));

        Assert.Equal(id, await PostAsync("issue_comment", Issue(41, "created", "It also hangs on Tuesdays.")));
        Assert.Equal(id, await PostAsync("issue_comment", Issue(41, "created", "It also hangs on Tuesdays.")));
        Assert.Equal(id, await PostAsync("issues", Issue(41, "closed")));
        var closed = await PageAsync(id);
        Assert.Equal(id, await PostAsync("issues", Issue(41, "reopened")));
        var reopened = await PageAsync(id);

        Assert.Equal(1, closed.Split("It also hangs on Tuesdays.").Length - 1);
        Assert.Contains("Closed: github says that it is done.", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("Reopened:", closed, StringComparison.Ordinal);
        Assert.Contains("Reopened: github says that it is open again.", reopened, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_keep_and_count_what_is_about_an_issue_that_never_came()
    {
        var comment = await PageAsync(await PostAsync("issue_comment", Issue(42, "created", "Is anybody here?")));
        var closing = await PageAsync(await PostAsync("issues", Issue(42, "closed")));

        Assert.Contains("It is about an issue that came in another way.", comment, StringComparison.Ordinal);
        Assert.Contains("It is about the state of something that no request came from.", closing, StringComparison.Ordinal);
    }

    private static JsonObject Issue(int number, string action, string? comment = null)
    {
        var payload = new JsonObject
        {
            ["action"] = action,
            ["issue"] = new JsonObject
            {
                ["number"] = number,
                ["title"] = "The export hangs",
                ["body"] = "Since Monday the export hangs at 40 %.",
                ["user"] = new JsonObject { ["login"] = "mona" },
                ["created_at"] = "2026-03-02T10:00:00Z",
                ["updated_at"] = "2026-03-02T12:00:00Z",
                ["closed_at"] = action == "closed" ? "2026-03-02T11:00:00Z" : null,
            },
            ["repository"] = new JsonObject { ["full_name"] = "example/goes-on" },
            ["sender"] = new JsonObject { ["type"] = "User", ["login"] = "mona" },
        };
        if (comment is not null)
        {
            payload["comment"] = new JsonObject { ["body"] = comment, ["user"] = new JsonObject { ["login"] = "mona" }, ["created_at"] = "2026-03-02T10:30:00Z" };
        }

        return payload;
    }

    private async Task<string> PostAsync(string @event, JsonObject payload)
    {
        var body = Encoding.UTF8.GetBytes(payload.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", @event);
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppRoot.Secret), body)));
        using var response = await fixture.Stack.Client.SendAsync(request, Token);
        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, answer);
        return (string)JsonNode.Parse(answer)!["id"]!;
    }

    private async Task<string> PageAsync(string id) => WebUtility.HtmlDecode(await fixture.Stack.Client.GetStringAsync(new Uri($"/requests/{id}", UriKind.Relative), Token));
}
