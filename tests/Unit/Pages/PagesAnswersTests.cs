using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Router.Unit.Pages;

public sealed class PagesAnswersTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> TeamPages => ["/board", "/requests", "/search", $"/requests/{Id}", "/unclear", "/bugs", "/outbox", "/outbox/a/b", "/dead-letters", "/subscribers", "/parked", "/model", "/team"];

    [Theory]
    [MemberData(nameof(TeamPages))]
    public async Task Get_SignInNotSetUp_403WithTheWayOut(string path)
    {
        await using var app = await PagesApp.StartAsync();
        app.Client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL-NAME", "mallory");

        using var answer = await app.Client.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Pages__SignIn", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs", HttpStatusCode.OK)]
    [InlineData("/forms", HttpStatusCode.OK)]
    [InlineData("/forms/support", HttpStatusCode.OK)]
    [InlineData("/forms/other", HttpStatusCode.NotFound)]
    [InlineData("/docs/none", HttpStatusCode.NotFound)]
    [InlineData($"/status/{Id}/token", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/status/nonsense/token", HttpStatusCode.NotFound)]
    [InlineData("/nothing/here.html", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.Found)]
    public async Task Get_SignInNotSetUp_EverybodysPagesAnswer(string path, HttpStatusCode expected)
    {
        await using var app = await PagesApp.StartAsync();

        using var answer = await app.Client.GetAsync(path, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Get_StorageAway_503WithRetryAfterAndNoTrace()
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");

        using var answer = await app.Client.GetAsync("/requests", Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("Exception", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing", HttpStatusCode.NotFound, "page-unknown")]
    [InlineData("/requests", HttpStatusCode.ServiceUnavailable, "storage-unavailable")]
    [InlineData("/requests/nonsense", HttpStatusCode.NotFound, "page-unknown")]
    [InlineData($"/requests/{Id}/attachments/%01/0", HttpStatusCode.NotFound, "page-unknown")]
    [InlineData($"/requests/{Id}/attachments/a'%20or%20true/0", HttpStatusCode.NotFound, "page-unknown")]
    [InlineData($"/requests/{Id}/attachments/0a/0", HttpStatusCode.ServiceUnavailable, "storage-unavailable")]
    public async Task Get_JsonAskedFor_ProblemDetails(string path, HttpStatusCode status, string code)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        app.Client.DefaultRequestHeaders.Accept.Add(new("application/json"));

        using var answer = await app.Client.GetAsync(path, Cancelled);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(code, problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/team")]
    [InlineData("/nothing")]
    [InlineData("/docs/none")]
    public async Task Get_AnyPage_SecurityHeaders(string path)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");

        using var answer = await app.Client.GetAsync(path, Cancelled);

        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("decision")]
    [InlineData("correction")]
    [InlineData("replay")]
    public async Task Post_FromAnotherSite_403AndStorageNotAsked(string action)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var post = Post(action, "doing");
        post.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Post_WayBackWithoutAModel_400AndStorageNotAsked()
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var form = new FormUrlEncodedContent([new("other", "x")]);

        using var answer = await app.Client.PostAsync("/model/back", form, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("severity", "awful")]
    [InlineData("severity", "2")]
    [InlineData("component", "gone")]
    public async Task Post_ChoiceThatThereIsNot_400AndStorageNotAsked(string field, string value)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var form = new FormUrlEncodedContent([new("kind", "fixing"), new(field, value)]);

        using var answer = await app.Client.PostAsync($"/requests/{Id}/correction", form, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/dead-letters/replay")]
    [InlineData("/model/back")]
    public async Task Post_OutsideARequestFromAnotherSite_403(string path)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var post = new HttpRequestMessage(HttpMethod.Post, path);
        post.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Post_ReplayOfNothingKnown_BackWithNothingReplayed()
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var form = new FormUrlEncodedContent([new("step", "dead.nothing.1"), new("step", "<script>")]);

        using var answer = await app.Client.PostAsync("/dead-letters/replay", form, Cancelled);

        Assert.Equal((HttpStatusCode.SeeOther, "/dead-letters?replayed=0&done=0&failed=0"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("unclear", HttpStatusCode.BadRequest)]
    [InlineData("2", HttpStatusCode.BadRequest)]
    [InlineData("doing", HttpStatusCode.ServiceUnavailable)]
    public async Task Post_Decision_OnlyTheThreeKindsReachStorage(string kind, HttpStatusCode expected)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var post = Post("decision", kind);

        using var answer = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Get_Stylesheet_AddressFromThePageAndKept()
    {
        await using var app = await PagesApp.StartAsync();
        var page = await app.Client.GetStringAsync("/forms/support", Cancelled);
        var start = page.IndexOf("/assets/router.css?v=", StringComparison.Ordinal);

        using var answer = await app.Client.GetAsync(page[start..page.IndexOf('"', start)], Cancelled);

        Assert.Equal("text/css", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl?.MaxAge);
    }

    [Fact]
    public async Task Start_UnknownSignIn_RefusesToStart() =>
        await Assert.ThrowsAnyAsync<Exception>(() => PagesApp.StartAsync("--Pages:SignIn=7"));

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SITE_NAME")]
    [InlineData("LEGION_SERVICE_HOST")]
    public async Task Start_SignInOffInAzure_RefusedWithTheWayOut(string mark)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => PagesApp.StartAsync("--Pages:SignIn=Off", $"--{mark}=x"));

        Assert.Contains("Pages__SignIn", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AppService", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Environment variables", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SignInByAppServiceInAzure_Starts()
    {
        await using var app = await PagesApp.StartAsync("--WEBSITE_INSTANCE_ID=x");

        using var answer = await app.Client.GetAsync("/team", Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static HttpRequestMessage Post(string action, string kind) => new(HttpMethod.Post, $"/requests/{Id}/{action}")
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["kind"] = kind }),
    };
}
