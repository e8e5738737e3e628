using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Router.Unit.Pages.Forms;

/// <summary>The form's endpoint with a storage that nobody answers for: what is refused is refused before it.</summary>
public sealed class FormAnswersTests
{
    private const string Good = """{"email":"a@b.example","message":"Hello"}""";
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

    [Fact]
    public async Task Post_TooManyOfOneNetwork_429AndAPersonKeepsTheWords()
    {
        await using var app = await PagesApp.StartAsync("--Forms:PostsPerNetwork=1");
        using var first = await app.Client.SendAsync(From("6.6.6.6, 203.0.113.7:1", Json("{}")), Cancelled);
        using var other = await app.Client.SendAsync(From("203.0.113.7, 203.0.113.8", Json("{}")), Cancelled);
        using var again = await app.Client.SendAsync(From("203.0.113.7:2", Json("{}")), Cancelled);
        using var post = From("203.0.113.7", Encoded("/forms/support", "message=My+words"));
        post.Headers.Accept.ParseAdd("text/html");
        using var person = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (first.StatusCode, other.StatusCode));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-requests"), (again.StatusCode, await CodeAsync(again)));
        Assert.InRange(again.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Equal(HttpStatusCode.TooManyRequests, person.StatusCode);
        Assert.NotNull(person.Headers.RetryAfter);
        Assert.Contains("My words</textarea>", await person.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TooManyOfOneAddress_429OnlyForWhatIsWellFormed()
    {
        await using var app = await PagesApp.StartAsync("--Forms:PostsPerAddress=1");
        using var wrong = await app.Client.SendAsync(Json("""{"email":"a@b.example"}"""), Cancelled);
        using var first = await app.Client.SendAsync(Json(Good), Cancelled);
        using var second = await app.Client.SendAsync(Json(Good), Cancelled);
        using var other = await app.Client.SendAsync(Json(Good.Replace("a@b", "c@d", StringComparison.Ordinal)), Cancelled);

        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable],
            ((HttpResponseMessage[])[wrong, first, second, other]).Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task Post_BodyTooSlow_408WithinItsDeadline()
    {
        await using var app = await PagesApp.StartAsync("--Forms:SlowGraceSeconds=2");
        var began = TimeProvider.System.GetTimestamp();

        var answer = await RawAsync(app, "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"message\":");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("\"body-too-slow\"", answer, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1, 6);
    }

    [Theory]
    [InlineData("application/json", "2147483648", "413", "payload-too-large")]
    [InlineData("multipart/form-data; boundary=b", "2147483648", "413", "payload-too-large")]
    [InlineData("multipart/form-data; boundary=b", "31457281", "413", "payload-too-large")]
    [InlineData("text/csv", "2147483648", "415", "content-type-unsupported")]
    public async Task Post_TooLongByItsLength_RefusedBeforeItsBody(string type, string length, string status, string code)
    {
        await using var app = await PagesApp.StartAsync();
        var began = TimeProvider.System.GetTimestamp();

        var answer = await RawAsync(app, $"Content-Type: {type}\r\nContent-Length: {length}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Contains(code, answer, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 1);
    }

    [Fact]
    public async Task Post_SameKeyAtTheSameTime_409UntilTheFirstIsDone()
    {
        await using var app = await PagesApp.StartAsync();
        using var held = await OpenAsync(app, "Idempotency-Key: one\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100", await ReadLineAsync(held), StringComparison.Ordinal);

        using var second = await app.Client.SendAsync(WithKey("one"), Cancelled);
        using var other = await app.Client.SendAsync(WithKey("two"), Cancelled);
        await held.GetStream().WriteAsync("{}"u8.ToArray(), Cancelled);
        Assert.StartsWith("HTTP/1.1 422", await UntilStatusAsync(held), StringComparison.Ordinal);
        using var third = await app.Client.SendAsync(WithKey("one"), Cancelled);

        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-in-use"), (second.StatusCode, await CodeAsync(second)));
        Assert.Equal(TimeSpan.FromSeconds(1), second.Headers.RetryAfter?.Delta);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (other.StatusCode, third.StatusCode));
    }

    [Fact]
    public async Task Post_MoreUploadsThanAtOnce_503Busy()
    {
        await using var app = await PagesApp.StartAsync("--Forms:MaxUploadsAtOnce=1");
        using var held = await OpenAsync(app, "Content-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100", await ReadLineAsync(held), StringComparison.Ordinal);
        using var content = new MultipartFormDataContent { { new StringContent("x"), "message" } };

        using var second = await app.Client.PostAsync("/api/forms/support", content, Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "uploads-busy"), (second.StatusCode, await CodeAsync(second)));
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
    public async Task Similar_TooMany_429()
    {
        await using var app = await PagesApp.StartAsync("--Forms:SearchesPerNetwork=1");
        app.Client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var first = await app.Client.GetAsync("/api/forms/support/similar?q=x", Cancelled);

        using var second = await app.Client.GetAsync("/api/forms/support/similar?q=x", Cancelled);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.NotNull(second.Headers.RetryAfter);
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

    private static HttpRequestMessage Json(string body) => new(HttpMethod.Post, "/api/forms/support") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpRequestMessage Encoded(string path, string body) => new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };

    private static HttpRequestMessage WithKey(string key)
    {
        var post = Json("{}");
        post.Headers.Add("Idempotency-Key", key);
        return post;
    }

    private static HttpRequestMessage From(string forwardedFor, HttpRequestMessage post)
    {
        post.Headers.Add("X-Forwarded-For", forwardedFor);
        return post;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString();

    private static async Task<TcpClient> OpenAsync(PagesApp app, string headersAndBody)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancelled);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/forms/support HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headersAndBody}"), Cancelled);
        return client;
    }

    private static async Task<string> RawAsync(PagesApp app, string headersAndBody)
    {
        using var client = await OpenAsync(app, headersAndBody);
        using var reader = new StreamReader(client.GetStream());
        var text = new StringBuilder();
        var buffer = new char[4_096];
        while (!text.ToString().Contains('}', StringComparison.Ordinal) && await reader.ReadAsync(buffer, Cancelled) is > 0 and var read)
        {
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static async Task<string> ReadLineAsync(TcpClient client)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await client.GetStream().ReadAsync(one, Cancelled) > 0 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString();
    }

    private static async Task<string> UntilStatusAsync(TcpClient client)
    {
        var line = await ReadLineAsync(client);
        while (line.Trim().Length == 0)
        {
            line = await ReadLineAsync(client);
        }

        return line;
    }
}
