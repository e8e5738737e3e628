using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.Kit;

namespace Router.Acceptance;

[Collection(OneStackForAll.Name)]
public sealed class When_input_is_bad(StackFixture fixture)
{
    private const string Mail = "From: a@example.org\r\nMessage-ID: <bad-1@example.org>\r\nSubject: Hello\r\n\r\nText\r\n";

    public static TheoryData<string, string, string, string?, int, string> Cases => new()
    {
        { "/api/forms/nobody", "application/json", "{}", null, 404, "form-unknown" },
        { "/api/webhooks/nobody", "application/json", "{}", null, 404, "source-unknown" },
        { "/api/forms/support", "text/csv", "a,b", null, 415, "content-type-unsupported" },
        { "/api/email", "text/html", Mail, $"Bearer {AppRoot.Secret}", 415, "content-type-unsupported" },
        { "/api/webhooks/github", "text/plain", "{}", null, 415, "content-type-unsupported" },
        { "/api/email", "message/rfc822", Mail, null, 401, "signature-missing" },
        { "/api/email", "message/rfc822", Mail, "Bearer wrong-secret-wrong-secret", 401, "signature-invalid" },
        { "/api/webhooks/standard", "application/json", "{}", null, 401, "signature-missing" },
        { "/api/webhooks/github", "application/json", "{}", null, 401, "signature-missing" },
        { "/api/webhooks/zendesk", "application/json", "{}", null, 401, "signature-missing" },
        { "/api/webhooks/typeform", "application/json", "{}", null, 401, "signature-missing" },
        { "/api/forms/support", "application/json", "{\"subject\":", null, 400, "payload-malformed" },
        { "/api/forms/support", "application/json", "[1]", null, 400, "payload-malformed" },
        { "/api/email", "message/rfc822", "no mail at all", $"Bearer {AppRoot.Secret}", 400, "payload-malformed" },
        { "/api/forms/support", "application/json", "{\"subject\":\"x\"}", null, 422, "field-invalid" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Should_answer_a_problem_with_a_stable_code(string path, string contentType, string body, string? authorization, int status, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await fixture.Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ShouldBeProblemAsync(response, status, code);
    }

    [Fact]
    public async Task Should_refuse_what_is_too_large()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/forms/support") { Content = new ByteArrayContent(new byte[11_000_000]) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");

        using var response = await fixture.Stack.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ShouldBeProblemAsync(response, 413, "payload-too-large");
    }

    [Fact]
    public async Task Should_refuse_a_key_that_came_with_another_body()
    {
        using var first = await fixture.Stack.Client.SendAsync(Sender.Make("form", "one-key", "First", "The first text."), TestContext.Current.CancellationToken);
        using var again = await fixture.Stack.Client.SendAsync(Sender.Make("form", "one-key", "First", "The first text."), TestContext.Current.CancellationToken);
        using var other = await fixture.Stack.Client.SendAsync(Sender.Make("form", "one-key", "First", "Another text."), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(await TextAsync(first), await TextAsync(again));
        await ShouldBeProblemAsync(other, 422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Should_keep_a_second_mail_that_reuses_a_message_id()
    {
        using var first = await fixture.Stack.Client.SendAsync(Sender.Make("email", "one-id", "First", "The first text."), TestContext.Current.CancellationToken);
        using var other = await fixture.Stack.Client.SendAsync(Sender.Make("email", "one-id", "First", "Another text."), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, other.StatusCode);
        Assert.NotEqual(await TextAsync(first), await TextAsync(other));
    }

    [Fact]
    public async Task Should_lead_a_browser_from_the_form_to_its_request()
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = fixture.Stack.Client.BaseAddress };
        using var request = Sender.Make("form", "browser", "First", "The first text.");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");

        using var response = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        using var thanks = await browser.GetAsync(response.Headers.Location, TestContext.Current.CancellationToken);
        using var page = await browser.GetAsync(Regex.Match(await TextAsync(thanks), "/status/[0-9a-f]+/[0-9a-f]+").Value, TestContext.Current.CancellationToken);
        Assert.Contains("The first text.", await TextAsync(page), StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task ShouldBeProblemAsync(HttpResponseMessage response, int status, string code)
    {
        var text = await TextAsync(response);
        Assert.Equal(((HttpStatusCode)status, code), (response.StatusCode, (string?)JsonNode.Parse(text)!["code"]));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
