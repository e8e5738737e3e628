using System.Net;
using System.Text.Json;
using static Router.Unit.Pages.Forms.FormPosts;

namespace Router.Unit.Pages.Forms;

/// <summary>The form's endpoint with a storage that nobody answers for: what is refused is refused before it.</summary>
public sealed class FormAnswersTests
{
    private const string Site = "https://www.example.com";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/forms/support")]
    [InlineData("/api/forms/support")]
    public async Task Post_BrowserMissesAField_422WithItsWords(string path)
    {
        await using var app = await PagesApp.StartAsync();
        using var post = Encoded(path, "email=a%40b&message=My+%3Cb%3Ewords&component=API&_id=page1");
        post.Headers.Accept.ParseAdd("text/html");

        using var answer = await app.Client.SendAsync(post, Cancelled);
        var page = await answer.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("""<a href="#field-email">Your address: This is no mail address.</a>""", page, StringComparison.Ordinal);
        Assert.Contains("""aria-describedby="error-email" aria-invalid="true" """, page, StringComparison.Ordinal);
        Assert.Contains("""<p class="fault" id="error-email">This is no mail address.</p>""", page, StringComparison.Ordinal);
        Assert.Contains("My &lt;b&gt;words</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("""<option value="API" selected="selected">""", page, StringComparison.Ordinal);
        Assert.Contains("""name="_id" value="page1">""", page, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ProgramMissesAField_ProblemNamesIt()
    {
        await using var app = await PagesApp.StartAsync();

        using var answer = await app.Client.SendAsync(Json("{}"), Cancelled);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "field-invalid"), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(["email is missing", "message is missing"], problem.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("field")} {error.GetProperty("fault")}"));
    }

    [Fact]
    public async Task Post_StorageAway_503KeepsTheWords()
    {
        await using var app = await PagesApp.StartAsync();
        using var post = Encoded("/forms/support", "email=a%40b.example&message=My+words");
        post.Headers.Accept.ParseAdd("text/html");

        using var answer = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Contains("My words</textarea>", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData(null, null, true)]
    [InlineData(null, "http://127.0.0.1", true)]
    [InlineData(null, Site, true)]
    [InlineData("cross-site", Site, true)]
    [InlineData("cross-site", "https://elsewhere.example", false)]
    [InlineData("same-site", "https://sub.example.com", false)]
    [InlineData("cross-site", "null", false)]
    [InlineData("cross-site", null, false)]
    [InlineData(null, "null", false)]
    [InlineData(null, "http://www.example.com", false)]
    [InlineData("same-origin", "https://elsewhere.example", false)]
    [InlineData(null, "https://127.0.0.1", false)]
    [InlineData(null, "https://www.example.com.evil.example", false)]
    public async Task Post_FromAnotherSite_OnlyOfThoseNamed(string? fetchSite, string? origin, bool allowed)
    {
        await using var app = await StartAsync();
        using var post = Json("{}");
        foreach (var (name, value) in ((string, string?)[])[("Sec-Fetch-Site", fetchSite), ("Origin", origin)])
        {
            if (value is not null)
            {
                post.Headers.Add(name, value);
            }
        }

        using var answer = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal(allowed ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(origin == Site, answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", answer.Headers.Vary);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData(Site, HttpStatusCode.NoContent)]
    [InlineData("https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("*", HttpStatusCode.Forbidden)]
    public async Task Preflight_Origin_OnlyOfThoseNamed(string origin, HttpStatusCode expected)
    {
        await using var app = await StartAsync();
        using var ask = new HttpRequestMessage(HttpMethod.Options, "/api/forms/support");
        ask.Headers.TryAddWithoutValidation("Origin", origin);
        ask.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "POST");

        using var answer = await app.Client.SendAsync(ask, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.NoContent ? [Site] : [], answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var named) ? named : []);
        Assert.Contains("Origin", answer.Headers.Vary);
    }

    [Fact]
    public async Task Post_OwnPageFromAnotherSite_Refused()
    {
        await using var app = await StartAsync();
        using var post = Encoded("/forms/support", "email=a%40b.example&message=x");
        post.Headers.Add("Sec-Fetch-Site", "cross-site");
        post.Headers.Add("Origin", "https://elsewhere.example");
        post.Headers.Accept.ParseAdd("text/html");

        using var answer = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/forms/support/similar?q=How+do+I+invite+a+colleague+to+our+account%3F", HttpStatusCode.OK, "/docs/accounts")]
    [InlineData("/api/forms/support/similar?q=", HttpStatusCode.OK, "{\"answers\":[],\"items\":[]}")]
    [InlineData("/api/forms/support/similar", HttpStatusCode.OK, "{\"answers\":[],\"items\":[]}")]
    [InlineData("/api/forms/other/similar?q=x", HttpStatusCode.NotFound, "page-unknown")]
    public async Task Similar_Question_DocsOnly(string path, HttpStatusCode status, string expected)
    {
        await using var app = await PagesApp.StartAsync();
        app.Client.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        using var answer = await app.Client.GetAsync(path, Cancelled);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Form_OneScriptOfOurOwnAndNoneWithin()
    {
        await using var app = await PagesApp.StartAsync();

        using var answer = await app.Client.GetAsync("/forms/support", Cancelled);
        var page = await answer.Content.ReadAsStringAsync(Cancelled);
        var start = page.IndexOf("/assets/form.js?v=", StringComparison.Ordinal);
        using var script = await app.Client.GetAsync(page[start..page.IndexOf('"', start)], Cancelled);

        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; script-src 'self'; connect-src 'self'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal(1, page.Split("<script").Length - 1);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
    }

    private static Task<PagesApp> StartAsync() => PagesApp.StartAsync(TeamSamples.Small with { Forms = [TeamSamples.Small.Forms[0] with { AllowedOrigins = [Site] }] });
}
