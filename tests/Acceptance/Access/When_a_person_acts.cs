using System.Net;
using System.Net.Http.Headers;
using Router.Kit;

namespace Router.Acceptance.Access;

/// <summary>Each act stands in the trail: who, what, when, on what and from where.</summary>
public sealed class When_a_person_acts(RolesFixture fixture) : IClassFixture<RolesFixture>
{
    private const string From = "203.0.113.9";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Page => $"/requests/{fixture.Own.Id}";

    [Fact]
    public async Task Should_stand_in_the_trail_and_its_export()
    {
        await ActAsync("agent", $"{Page}/correction", HttpStatusCode.SeeOther, ("kind", "fixing"), ("severity", "high"), ("component", "manager-ui"));
        await ActAsync("owner", $"{Page}/close", HttpStatusCode.SeeOther);
        await ActAsync("admin", $"{Page}/reopen", HttpStatusCode.SeeOther);
        await ActAsync("reader", $"{Page}/close", HttpStatusCode.Forbidden);
        await ActAsync("owner", $"/requests/{fixture.Others.Id}/close", HttpStatusCode.Forbidden);
        await ActAsync("agent", $"{Page}/correction", HttpStatusCode.BadRequest, ("kind", "fixing"), ("component", "=cmd|' /C calc'!A1"));

        var page = await ReadAsync("/audit", "text/html");
        var lines = (await ReadAsync("/audit/export", "text/csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains($"<a href=\"{Page}\">Request {fixture.Own.Id[..8]}</a>", page, StringComparison.Ordinal);
        Assert.Contains("Corrected<span class=\"why\">Fixing High manager-ui</span>", page, StringComparison.Ordinal);
        Assert.Equal("\"at\",\"person\",\"account\",\"roles\",\"act\",\"on\",\"detail\",\"from\"", lines[0]);
        Assert.Equal(
            [
                $"\"The admin\",\"{PrincipalHeader.Account}\",\"Admin\",\"Reopen\",\"{Page}\",\"\",\"{From}\"",
                $"\"The owner\",\"{PrincipalHeader.Account}\",\"Owner\",\"Close\",\"{Page}\",\"\",\"{From}\"",
                $"\"The agent\",\"{PrincipalHeader.Account}\",\"Agent\",\"Correct\",\"{Page}\",\"Fixing High manager-ui\",\"{From}\"",
            ],
            lines[1..].Where(line => line.Contains(Page, StringComparison.Ordinal)).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]));
    }

    /// <summary>Whatever comes of it: an entry stands there before.</summary>
    [Theory]
    [InlineData("agent", "/requests/{id}/decision", "kind", "building", "Decide", "/requests/{id}", "Building")]
    [InlineData("agent", "/requests/{id}/replay", "", "", "RunAgain", "/requests/{id}", "")]
    [InlineData("agent", "/requests/{id}/read", "", "", "MarkAsRead", "/requests/{id}", "")]
    [InlineData("agent", "/requests/{id}/take-up", "", "", "TakeUp", "/requests/{id}", "")]
    [InlineData("agent", "/outbox/{id}/reply/send", "", "", "SendMail", "/outbox/{id}/reply", "")]
    [InlineData("agent", "/outbox/{id}/reply/discard", "", "", "DiscardDraft", "/outbox/{id}/reply", "")]
    [InlineData("agent", "/outbox/{id}/reply/restore", "", "", "RestoreDraft", "/outbox/{id}/reply", "")]
    [InlineData("agent", "/outbox/{id}/reply/edit", "revision", "7", "EditDraft", "/outbox/{id}/reply", "")]
    [InlineData("agent", "/requests/{id}/reply/own-0/undo", "", "", "TakeReplyBack", "/requests/{id}", "own-0")]
    [InlineData("agent", "/requests/{id}/assignment", "", "", "Assign", "/requests/{id}", "")]
    [InlineData("agent", "/dead-letters/replay", "step", "parked.{id}", "RunAgain", "/dead-letters", "parked.{id}")]
    [InlineData("admin", "/model/back", "model", "", "BringModelBack", "/model", "")]
    [InlineData("admin", "/subscribers/crm/enable", "", "", "EnableSubscriber", "/subscribers", "crm")]
    [InlineData("admin", "/subscribers/crm/deliveries", "delivery", "delivery~none", "SendFactAgain", "/subscribers", "crm delivery~none")]
    public async Task Should_stand_in_the_trail_by_each_button(string role, string path, string field, string value, string act, string on, string detail)
    {
        await ActAsync(role, Of(path), null, (field, Of(value)));

        Assert.Contains($"\"{act}\",\"{Of(on)}\",\"{Of(detail)}\",\"{From}\"", await ReadAsync("/audit/export", "text/csv"), StringComparison.Ordinal);

        string Of(string text) => text.Replace("{id}", fixture.Others.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_show_an_admin_what_was_refused()
    {
        for (var attempt = 0; attempt < 25; attempt++)
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, "/api/email") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "a-secret-that-is-wrong") } };
            using var answer = await fixture.Client.SendAsync(post, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        // The hour may end within the attempts.
        Assert.Matches("[0-9]+ × signature-invalid by email|<code>signature-invalid</code>", await ReadAsync("/refusals", "text/html"));
    }

    private async Task ActAsync(string role, string path, HttpStatusCode? expected, params (string Name, string Value)[] fields)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Headers = { { PrincipalHeader.Name, RolesFixture.PrincipalOf(role) }, { "X-Forwarded-For", $"198.51.100.1, {From}" } },
        };
        using var answer = await fixture.Client.SendAsync(post, Token);
        Assert.True(expected is null ? (int)answer.StatusCode < 500 : answer.StatusCode == expected, $"{path}: {answer.StatusCode}");
    }

    private async Task<string> ReadAsync(string path, string type)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { PrincipalHeader.Name, RolesFixture.PrincipalOf("admin") } } };
        using var answer = await fixture.Client.SendAsync(ask, Token);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
