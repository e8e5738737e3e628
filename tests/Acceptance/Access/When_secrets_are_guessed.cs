using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Router.Kit;

namespace Router.Acceptance.Access;

/// <summary>Many refused sign-ins, secrets and signatures: each is logged, counted, and shown to admins as a burst.</summary>
public sealed class When_secrets_are_guessed(RolesFixture fixture) : IClassFixture<RolesFixture>
{
    // More than twice what makes a burst, so that the turn of an hour can't hide it.
    private const int Guesses = 45;
    private const string Guess = "a-secret-that-somebody-guesses";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_stand_in_the_log_and_on_the_admins_page()
    {
        for (var guess = 0; guess < Guesses; guess++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Get, "/requests", "X-MS-CLIENT-PRINCIPAL-NAME", Guess));
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(HttpMethod.Post, "/api/email", "Authorization", $"Bearer {Guess}{guess}"));
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(HttpMethod.Post, "/api/webhooks/github", "X-Hub-Signature-256", $"sha256={new string('a', 64)}"));
        }

        foreach (var line in new[] { "Refused: signed-out, channel page", "Refused: signature-invalid, channel email", "Refused: signature-invalid, channel webhook" })
        {
            await fixture.Stack.UntilPrintedAsync(line, TimeSpan.FromSeconds(30));
        }

        Assert.DoesNotContain(fixture.Stack.HostOutput, line => line.Contains(Guess, StringComparison.Ordinal));
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/refusals") { Headers = { { PrincipalHeader.Name, RolesFixture.PrincipalOf("admin") } } };
        using var answer = await fixture.Client.SendAsync(ask, Token);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));
        Assert.Contains("(burst)", page, StringComparison.Ordinal);
        Assert.All(new[] { "signed-out by page", "signature-invalid by email", "signature-invalid by webhook" }, burst => Assert.Contains($" × {burst} in the hour", page, StringComparison.Ordinal));
        Assert.DoesNotContain(Guess, page, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string header, string value)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(header, value);
        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(path == "/api/email" ? "message/rfc822" : "application/json");
        }

        using var answer = await fixture.Client.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
