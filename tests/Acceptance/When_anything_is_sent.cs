using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Router.Kit;

namespace Router.Acceptance;

[Collection(OneStackForAll.Name)]
public sealed class When_anything_is_sent(StackFixture fixture)
{
    // All of them take minutes.
    private static readonly int Samples = Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1" ? 10_000 : 300;
    private static readonly string[] Types = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "message/rfc822", "text/plain", ""];
    private static readonly string[] Paths = ["/api/email", "/api/forms/support", "/api/forms/other", "/api/webhooks/standard", "/api/webhooks/github"];
    private static readonly string[] Seeds =
    [
        "{\"email\":\"a@example.org\",\"subject\":\"s\",\"message\":\"m\"}", "email=a%40example.org&subject=s&message=m",
        "From: a@example.org\r\nSubject: s\r\n\r\ntext", "--x\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\ns\r\n--x--\r\n", "{\"a\":", "\0\0", "",
    ];

    /// <summary>No input gets a 5xx, and no 2xx stands without a durable row behind it.</summary>
    [Fact]
    public void Should_never_fail_and_never_acknowledge_what_is_not_stored() =>
        Gen.Select(OneOf(Paths), OneOf(Types), OneOf(Seeds), Gen.String[0, 40], Gen.Int[0, 60])
            .Sample((path, type, seed, noise, at) => CheckAsync(path, type, seed.Insert(Math.Min(at, seed.Length), noise)).GetAwaiter().GetResult(), iter: Samples, threads: 4);

    /// <summary>However often, and however many at once: one request, and every answer is the first one's.</summary>
    [Fact]
    public void Should_take_in_once_what_comes_many_times() =>
        Gen.Select(OneOf([.. Sender.Channels]), Gen.String[Gen.Char.AlphaNumeric, 8, 20], Gen.String[1, 60], Gen.Int[2, 5])
            .Sample((channel, key, text, times) => RepeatAsync(channel, key, $"x{text}", times).GetAwaiter().GetResult(), iter: Samples, threads: 4);

    private static Gen<string> OneOf(string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private async Task CheckAsync(string path, string type, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (type.Length > 0)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppRoot.Secret);
        using var response = await fixture.Stack.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode is 202 or (>= 400 and < 500), $"{path} {type} answered {response.StatusCode}: {text}");
        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            Assert.True(await fixture.Oracle.IsStoredAsync((string)JsonNode.Parse(text)!["id"]!), $"{path} answered 202 without a row.");
        }
        else
        {
            Assert.NotNull((string?)JsonNode.Parse(text)!["code"]);
        }
    }

    private async Task RepeatAsync(string channel, string key, string text, int times)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => AcknowledgedAsync(channel, key, text)));

        // The status address holds a token drawn for each insert.
        var first = answers[0];
        Assert.All(answers, answer => Assert.Equal(first, answer));
        Assert.True(await fixture.Oracle.IsStoredAsync((string)JsonNode.Parse(first)!["id"]!));
    }

    // Storage may be busy, and a form's key in use by the same post; the sender then sends again, which is one more time.
    private async Task<string> AcknowledgedAsync(string channel, string key, string text)
    {
        while (true)
        {
            using var request = Sender.Make(channel, key, "Again", text);
            using var response = await fixture.Stack.Client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict, $"{channel} answered {response.StatusCode}: {body}");
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                return body;
            }
        }
    }
}
