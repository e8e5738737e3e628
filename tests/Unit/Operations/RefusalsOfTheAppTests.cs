using Router.Unit.Pages;

namespace Router.Unit.Operations;

/// <summary>Whoever is refused, by whichever door, is seen.</summary>
public sealed class RefusalsOfTheAppTests
{
    private const string Given = "a-secret-that-is-wrong";

    [Theory]
    [InlineData("POST", "/api/email", "", "", "Warning: Refused: signature-missing, channel email")]
    [InlineData("POST", "/api/email", "Authorization", "Bearer " + Given, "Warning: Refused: signature-invalid, channel email")]
    [InlineData("POST", "/api/webhooks/" + Given, "", "", "Information: Refused: source-unknown, channel webhook")]
    [InlineData("POST", "/api/forms/" + Given, "", "", "Information: Refused: form-unknown, channel form")]
    [InlineData("POST", "/api/forms/support", "Sec-Fetch-Site", "cross-site", "Warning: Refused: cross-site-request, channel form")]
    [InlineData("POST", "/forms/support", "Accept", "text/html", "Information: Refused: content-type-unsupported, channel form")]
    [InlineData("OPTIONS", "/api/forms/support", "Origin", "https://evil.example", "Warning: Refused: cross-site-request, channel form")]
    [InlineData("GET", "/requests?token=" + Given, "X-MS-CLIENT-PRINCIPAL-NAME", "mallory", "Warning: Refused: sign-in-off, channel page")]
    [InlineData("POST", "/status/a/b", "Sec-Fetch-Site", "cross-site", "Information: Refused: method-not-allowed, channel page")]
    [InlineData("GET", "/" + Given, "", "", "Information: Refused: page-unknown, channel page")]
    public async Task Answer_Refused_LoggedWithItsCodeAndNothingOfTheSender(string method, string path, string header, string value, string line)
    {
        await using var app = await PagesApp.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (header.Length > 0)
        {
            request.Headers.Add(header, value);
        }

        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(line, app.Log.All);
        Assert.DoesNotContain(app.Log.All, logged => logged.Contains(Given, StringComparison.Ordinal) || logged.Contains("mallory", StringComparison.Ordinal) || logged.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_TooLarge_Logged()
    {
        await using var app = await PagesApp.StartAsync("--Email:MaxBytes=1024");
        using var body = new ByteArrayContent(new byte[1025]);
        body.Headers.ContentType = new("message/rfc822");
        app.Client.DefaultRequestHeaders.Authorization = new("Bearer", "a-secret-of-the-pages-tests");

        using var answer = await app.Client.PostAsync("/api/email", body, TestContext.Current.CancellationToken);

        Assert.Contains("Information: Refused: payload-too-large, channel email", app.Log.All);
    }

    [Fact]
    public async Task Answer_TooMany_LoggedWithoutTheAddress()
    {
        await using var app = await PagesApp.StartAsync("--Forms:PostsPerNetwork=1");
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        for (var post = 0; post < 2; post++)
        {
            using var body = new StringContent("{}", null, "application/json");
            using var answer = await app.Client.PostAsync("/api/forms/support", body, TestContext.Current.CancellationToken);
        }

        Assert.Contains("Warning: Refused: too-many-requests, channel form", app.Log.All);
        Assert.DoesNotContain(app.Log.All, line => line.Contains("203.0.113.9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_WrongSecretThirtyTimes_OneLine()
    {
        await using var app = await PagesApp.StartAsync();

        for (var attempt = 0; attempt < 30; attempt++)
        {
            using var answer = await app.Client.PostAsync("/api/email", null, TestContext.Current.CancellationToken);
        }

        Assert.Single(app.Log.All, line => line.Contains("signature-missing", StringComparison.Ordinal));
    }
}
