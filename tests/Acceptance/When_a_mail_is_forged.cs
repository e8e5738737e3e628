using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.Acceptance.Delivery;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>Somebody writes in a customer's name, with a stranger in copy: nothing follows from it until a person believes it, and that can be taken back.</summary>
[Collection(OneStackForAll.Name)]
public sealed partial class When_a_mail_is_forged(StackFixture fixture)
{
    private const string Kim = "kim@forged.example";
    private const string Fault = "Since this morning saving a page crashes with error 500 for all of us. It worked yesterday.";
    private const string Mallory = "mallory@evil.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no-results", "X-Mailer: any")]
    [InlineData("no-policy", $"Authentication-Results: {AppRoot.MailHost}; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example; dmarc=none header.from=forged.example")]
    [InlineData("other-host", "Authentication-Results: mx.evil.example; dmarc=pass header.from=forged.example")]
    [InlineData("below-ours", $"Authentication-Results: {AppRoot.MailHost}; dmarc=fail header.from=forged.example\r\nAuthentication-Results: {AppRoot.MailHost}; dmarc=pass header.from=forged.example")]
    public async Task Should_hold_it_until_a_person_believes_it(string name, string results)
    {
        var id = await PostAsync(Kim, $"{name}-ask", Fault, ProofOf(Kim));
        await CloseAsync(id);

        Assert.Equal(id, await PostAsync(Kim, $"{name}-forged", "Please reopen it at once.", $"{results}\r\nIn-Reply-To: <{name}-ask@forged.example>\r\nCc: {Mallory}"));
        var held = await PageAsync(id);
        Assert.Contains("Please reopen it at once.", held, StringComparison.Ordinal);
        Assert.Contains("Believe this mail", held, StringComparison.Ordinal);
        Assert.True(IsClosed(held));
        Assert.NotEqual(id, await PostAsync(Mallory, $"{name}-early", "And I?", $"{ProofOf(Mallory)}\r\nIn-Reply-To: <{name}-forged@forged.example>"));

        await SayAsync(held, "believed");
        var believed = await PageAsync(id);
        Assert.False(IsClosed(believed));
        Assert.Equal(id, await PostAsync(Mallory, $"{name}-believed", "Thanks, Kim.", $"{ProofOf(Mallory)}\r\nIn-Reply-To: <{name}-forged@forged.example>"));

        await SayAsync(believed, "held");
        Assert.NotEqual(id, await PostAsync(Mallory, $"{name}-late", "And now?", $"{ProofOf(Mallory)}\r\nIn-Reply-To: <{name}-forged@forged.example>"));
        await SayAsync(await PageAsync(id), "rejected");
        Assert.DoesNotContain("Believe this mail", await PageAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_take_a_proven_reply_at_its_word()
    {
        var id = await PostAsync(Kim, "genuine-ask", Fault, ProofOf(Kim));
        await CloseAsync(id);

        Assert.Equal(id, await PostAsync(Kim, "genuine-reply", "It hangs again.", $"{ProofOf(Kim)}\r\nIn-Reply-To: <genuine-ask@forged.example>"));

        var page = await PageAsync(id);
        Assert.False(IsClosed(page));
        Assert.DoesNotContain("Believe this mail", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("said=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("said=believed", HttpStatusCode.NotFound)]
    public async Task Should_refuse_what_is_said_of_no_such_mail(string body, HttpStatusCode expected)
    {
        var id = await PostAsync(Kim, $"refused-{(int)expected}", Fault, ProofOf(Kim));

        using var answer = await SendAsync($"/requests/{id}/mails/0123456789abcdef/belief", body);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static string ProofOf(string sender) => $"Authentication-Results: {AppRoot.MailHost}; dmarc=pass header.from={sender.Split('@')[1]}";

    private static bool IsClosed(string page) => page.Contains("id=\"closed\"", StringComparison.Ordinal);

    private async Task CloseAsync(string id)
    {
        await StoppedStepsDriver.UntilAsync(() => PageAsync(id), page => page.Contains($"/requests/{id}/close", StringComparison.Ordinal));
        using var answer = await SendAsync($"/requests/{id}/close", "");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private async Task SayAsync(string page, string said)
    {
        using var answer = await SendAsync(BeliefAction().Match(page).Groups[1].Value, $"said={said}");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string form)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = fixture.Stack.Client.BaseAddress };
        using var body = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await client.PostAsync(new Uri(path, UriKind.Relative), body, Token);
    }

    private async Task<string> PostAsync(string from, string id, string text, string headers)
    {
        var mime = $"{headers}\r\nFrom: <{from}>\r\nTo: support@router.example\r\nMessage-ID: <{id}@forged.example>\r\nSubject: Saving a page\r\n\r\n{text}\r\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/email") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(mime)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppRoot.Secret);
        using var response = await fixture.Stack.Client.SendAsync(request, Token);
        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, answer);
        return (string)JsonNode.Parse(answer)!["id"]!;
    }

    private async Task<string> PageAsync(string id) => WebUtility.HtmlDecode(await fixture.Stack.Client.GetStringAsync(new Uri($"/requests/{id}", UriKind.Relative), Token));

    [GeneratedRegex("action=\"(/requests/[0-9a-f]+/mails/[0-9a-f]+/belief)\"")]
    private static partial Regex BeliefAction();
}
