using System.Net;
using System.Net.Sockets;
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
        using var wrong = await app.Client.SendAsync(From("203.0.113.7", Json("""{"email":"a@b.example"}""")), Cancelled);
        using var first = await app.Client.SendAsync(From("203.0.113.7", Json(Good)), Cancelled);
        using var second = await app.Client.SendAsync(From("203.0.113.7", Json(Good)), Cancelled);
        using var elsewhere = await app.Client.SendAsync(From("203.0.113.8", Json(Good)), Cancelled);
        using var other = await app.Client.SendAsync(From("203.0.113.7", Json(Good.Replace("a@b", "c@d", StringComparison.Ordinal))), Cancelled);

        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable],
            ((HttpResponseMessage[])[wrong, first, second, elsewhere, other]).Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task Post_MoreThanADaysQuota_429AndCounted()
    {
        await using var app = await PagesApp.StartAsync("--Forms:RequestsPerDay=1");
        using var first = await app.Client.SendAsync(From("203.0.113.7", Json(Good)), Cancelled);
        using var second = await app.Client.SendAsync(From("203.0.113.7", Json(Good)), Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, "quota-used"), (first.StatusCode, second.StatusCode, await CodeAsync(second)));
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Contains("Warning: Refused: quota-used, channel form", app.Log.All);
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
    public async Task Post_MoreThanTheDiskForUploads_503Busy()
    {
        await using var app = await PagesApp.StartAsync("--Forms:MaxUploadsAtOnce=1", "--Forms:MaxUploadBytes=400000");
        using var content = new MultipartFormDataContent { { new StringContent("x"), "message" }, { new ByteArrayContent(new byte[300_000]), "files", "a.bin" } };
        // Streamed, as a length would tell that it is too long for one post.
        using var post = new HttpRequestMessage(HttpMethod.Post, "/api/forms/support") { Content = content };
        content.Add(new ByteArrayContent(new byte[300_000]), "files", "b.bin");
        post.Headers.TransferEncodingChunked = true;

        using var answer = await app.Client.SendAsync(post, Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "uploads-busy"), (answer.StatusCode, await CodeAsync(answer)));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    /// <summary>A post holds of the disk what it has sent and no more, so that slow ones keep nobody out.</summary>
    [Fact]
    public async Task Post_SlowUploads_AnotherIsTaken()
    {
        await using var app = await PagesApp.StartAsync("--Forms:MaxUploadsAtOnce=1");
        var slow = new List<TcpClient>();
        for (var upload = 0; upload < 8; upload++)
        {
            slow.Add(await OpenAsync(
                app, "X-Forwarded-For: 203.0.113.9\r\nContent-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\nContent-Length: 500000\r\n\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=files; filename=a.png\r\n\r\n" + new string('x', 5_000)));
            Assert.StartsWith("HTTP/1.1 100", await ReadLineAsync(slow[^1]), StringComparison.Ordinal);
        }

        using var content = new MultipartFormDataContent { { new StringContent("x"), "message" }, { new ByteArrayContent(new byte[10_000]), "files", "a.png" } };
        using var another = await app.Client.PostAsync("/api/forms/support", content, Cancelled);

        // Read whole, and held against the form.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "field-invalid"), (another.StatusCode, await CodeAsync(another)));
        slow.ForEach(one => one.Dispose());
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
