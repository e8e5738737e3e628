using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using Router.Storage;

namespace Router.Acceptance.Forms;

[Collection(OneStackForAll.Name)]
public sealed class When_a_form_is_sent(StackFixture fixture, ITestOutputHelper output)
{
    private const int UploadBytes = 25 * 1024 * 1024;
    private const int MostKilobytes = 32 * 1024;

    private HttpClient Client => fixture.Stack.Client;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_keep_its_files_beside_the_request_and_once()
    {
        var content = Bytes(3_000_000, 1);
        var (status, body) = await Posting.SendAsync(Client, Posting.Multipart("files", "files-1", ("../shot.png", content), ("empty.txt", [])));
        Assert.Equal(HttpStatusCode.Accepted, status);
        var id = (string)body["id"]!;

        var page = await Client.GetStringAsync($"/requests/{id}", Cancelled);
        using var file = await Client.GetAsync(Regex.Match(page, $"/requests/{id}/attachments/[0-9a-f]+/0").Value, Cancelled);
        var blobs = new BlobServiceClient(fixture.Stack.StorageConnectionString);
        var account = new StorageAccount(Options.Create(new StorageOptions { ConnectionString = fixture.Stack.StorageConnectionString }));
        var kept = await new RawPayloadStore(account).FindAsync(id, "", Cancelled);
        var manifest = JsonNode.Parse(kept)!;

        Assert.Equal(content, await file.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.Equal(("application/octet-stream", "attachment"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(["000 shot.png", "001 empty.txt"], manifest["files"]!.AsArray().Select(entry => (string?)entry!["blob"]));
        Assert.Equal("kim@example.org", (string?)manifest["fields"]![0]!["value"]);
        Assert.InRange(kept!.Length, 1, 2_000);
        Assert.Equal(2, await blobs.GetBlobContainerClient("attachments").GetBlobsAsync(BlobTraits.None, BlobStates.None, id, Cancelled).CountAsync(Cancelled));
    }

    [Fact]
    public async Task Should_answer_a_key_with_the_same_body_alike_and_refuse_another()
    {
        var first = await Posting.SendAsync(Client, Posting.Multipart("key", "key-1", ("a.bin", Bytes(100, 1))));
        var again = await Posting.SendAsync(Client, Posting.Multipart("key", "key-1", ("a.bin", Bytes(100, 1))));
        var otherFile = await Posting.SendAsync(Client, Posting.Multipart("key", "key-1", ("a.bin", Bytes(100, 2))));
        var otherWords = await Posting.SendAsync(Client, Posting.Multipart("another", "key-1", ("a.bin", Bytes(100, 1))));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.Status, again.Status));
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"), (otherFile.Status, (string?)otherFile.Body["code"]));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"), (otherWords.Status, (string?)otherWords.Body["code"]));
    }

    [Fact]
    public async Task Should_keep_nothing_where_a_file_can_not_be_stored_and_all_when_it_is_sent_again()
    {
        var blobs = fixture.Stack.Blobs;
        blobs.Refuses = request => request.Path.Value!.Contains("/attachments/", StringComparison.Ordinal);
        blobs.RefuseWith = 503;
        var refused = await Posting.SendAsync(Client, Posting.Multipart("later", "later-1", ("a.bin", Bytes(2_000_000, 3))));
        blobs.RefuseWith = null;
        blobs.Refuses = _ => true;

        var kept = await Posting.SendAsync(Client, Posting.Multipart("later", "later-1", ("a.bin", Bytes(2_000_000, 3))));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage-unavailable"), (refused.Status, (string?)refused.Body["code"]));
        Assert.Equal(HttpStatusCode.Accepted, kept.Status);
        Assert.True(await fixture.Oracle.IsStoredAsync((string)kept.Body["id"]!));
        Assert.Contains("/attachments/", await Client.GetStringAsync($"/requests/{kept.Body["id"]}", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_show_a_person_the_words_again_and_then_the_way_to_the_request()
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Client.BaseAddress };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var refused = await browser.SendAsync(Posting.Text("application/x-www-form-urlencoded", "subject=Invite&message=My+own+words", "/forms/support"), Cancelled);
        using var sent = await browser.SendAsync(Posting.Text("application/x-www-form-urlencoded", "subject=Invite&message=My+own+words&email=kim%40example.org", "/forms/support"), Cancelled);
        using var thanks = await browser.GetAsync(sent.Headers.Location, Cancelled);
        using var guessed = await browser.GetAsync($"{sent.Headers.Location!.ToString()[..^1]}x", Cancelled);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.OK, HttpStatusCode.NotFound), (refused.StatusCode, sent.StatusCode, thanks.StatusCode, guessed.StatusCode));
        Assert.Contains("My own words</textarea>", await refused.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Matches("/status/[0-9a-f]{32}/[0-9a-f]{32}", await thanks.Content.ReadAsStringAsync(Cancelled));
    }

    [Theory]
    [InlineData("application/json", 422, "field-invalid")]
    [InlineData("application/x-www-form-urlencoded", 422, "field-invalid")]
    [InlineData("multipart/form-data; boundary=b", 422, "field-invalid")]
    [InlineData("application/json; deep", 400, "payload-malformed")]
    [InlineData("application/json; huge", 413, "payload-too-large")]
    public async Task Should_refuse_what_is_too_much_within_a_second(string type, int status, string code)
    {
        await Posting.SendAsync(Client, Posting.Text("application/json", "{}"));
        using var post = Posting.Text(type.Split("; deep")[0].Split("; huge")[0], TooMuch(type));
        await post.Content!.LoadIntoBufferAsync(Cancelled);
        var began = Stopwatch.GetTimestamp();

        var answer = await Posting.SendAsync(Client, post);

        Assert.Equal(((HttpStatusCode)status, code), (answer.Status, (string?)answer.Body["code"]));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 1);
    }

    [Theory]
    [InlineData("Content-Length: 2147483648", "413", "payload-too-large", 1)]
    [InlineData("Content-Length: 100000", "408", "body-too-slow", 9)]
    public async Task Should_refuse_what_would_take_too_long(string length, string status, string code, int seconds)
    {
        var began = Stopwatch.GetTimestamp();

        var answer = await Posting.TrickleAsync(Client, $"Content-Type: multipart/form-data; boundary=b\r\n{length}");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Contains($"\"{code}\"", answer, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, seconds);
    }

    [Fact]
    public async Task Should_take_25_megabytes_in_without_holding_them()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await Posting.SendAsync(Client, Posting.Multipart($"warm {i}", null, ("warm.bin", Bytes(2_000_000, i))))).Status);
        }

        var app = fixture.Stack.AppId;
        var content = Bytes(UploadBytes, 7);
        await File.WriteAllTextAsync($"/proc/{app}/clear_refs", "5", Cancelled);
        var before = Kilobytes(app, "VmRSS");
        var (status, body) = await Posting.SendAsync(Client, Posting.Multipart("large", null, ("large.bin", content)));
        var peak = Kilobytes(app, "VmHWM");

        output.WriteLine($"25 MiB uploaded: working set {before} kB before, at most {peak} kB, {peak - before} kB more");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.True(peak - before <= MostKilobytes, $"The upload took {peak - before} kB.");
        Assert.Contains("large.bin", await Client.GetStringAsync($"/requests/{body["id"]}", Cancelled), StringComparison.Ordinal);
    }

    private static string TooMuch(string type) => type switch
    {
        "application/json" => $"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"f{i}\":1"))}}}",
        "application/json; deep" => string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
        "application/json; huge" => $"{{\"message\":\"{new string('x', 11_000_000)}\"}}",
        "application/x-www-form-urlencoded" => string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"f{i}=1")),
        _ => string.Concat(Enumerable.Range(0, 10_000).Select(i => $"--b\r\nContent-Disposition: form-data; name=\"f{i}\"\r\n\r\n1\r\n")) + "--b--\r\n",
    };

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static long Kilobytes(int process, string line) => long.Parse(
        File.ReadLines($"/proc/{process}/status").Single(found => found.StartsWith($"{line}:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
