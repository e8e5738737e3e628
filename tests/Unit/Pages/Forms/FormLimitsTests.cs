using System.Net;
using static Router.Unit.Pages.Forms.FormPosts;

namespace Router.Unit.Pages.Forms;

/// <summary>Too often, too slow, too long, twice at once.</summary>
public sealed class FormLimitsTests
{
    private const string Good = """{"email":"a@b.example","message":"Hello"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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
}
