using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Router.Kit;
using Router.Pages;
using Router.Unit.Pages;

namespace Router.Unit.Triggers.Http;

/// <summary>What holds for each answer, whichever page or function gives it.</summary>
public sealed partial class FrontDoorTests
{
    private const string Site = "support.example.com";
    private const string Id = "0123456789abcdef0123456789abcdef";

    /// <summary>What the pages' routes do not list.</summary>
    private static readonly (string Method, string Path)[] Api =
    [
        ("POST", "/api/email"), ("POST", "/api/email/none"), ("POST", "/api/email/notifications"), ("POST", "/api/email/notifications?validationToken=x"),
        ("POST", "/api/email/lifecycle"), ("POST", "/api/forms/support"), ("POST", "/api/forms/none"), ("OPTIONS", "/api/forms/support"),
        ("POST", "/forms/support"), ("POST", "/api/webhooks/none"), ("POST", "/api/webhooks/standard"), ("POST", "/forms/none"), ("HEAD", "/board"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_EachPageAndEachFunction_HeadersOfAll()
    {
        await using var app = await StartAsync("https://" + Site);
        var calls = Routes().Concat(Api).ToList();

        var faults = await Task.WhenAll(calls.Select(async call =>
        {
            using var answer = await CallAsync(app, call.Method, call.Path, Site);
            return $"{call.Method} {call.Path} {(int)answer.StatusCode}: {string.Join(", ", FaultsOf(answer, call.Path))}";
        }));

        Assert.True(calls.Count > 40, $"{calls.Count} calls");
        Assert.Empty(faults.Where(fault => !fault.EndsWith(": ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answers_UnderAnotherHost_EachIs421AndHasTheHeaders()
    {
        await using var app = await StartAsync("http://127.0.0.1");

        var answers = await Task.WhenAll(Routes().Concat(Api).Select(async call =>
        {
            using var answer = await CallAsync(app, call.Method, call.Path, "evil.example");
            return (call, answer.StatusCode, HasNosniff: IsNosniff(answer));
        }));

        Assert.Empty(answers.Where(answer => answer.StatusCode != HttpStatusCode.MisdirectedRequest || !answer.HasNosniff));
    }

    [Theory]
    [InlineData("evil.example", null)]
    [InlineData("evil.example:80", null)]
    [InlineData("127.0.0.1.evil.example", null)]
    [InlineData("127.0.0.1", "evil.example")]
    [InlineData("evil.example", "127.0.0.1")]
    public async Task Get_HostUnknown_ProblemWithAStableCode(string host, string? forwarded)
    {
        await using var app = await StartAsync("http://127.0.0.1");

        using var answer = await CallAsync(app, "GET", "/team", host, forwarded);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("host-unknown", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("http://127.0.0.1", "localhost:7071", HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1", "[::1]", HttpStatusCode.OK)]
    [InlineData("https://support.example.com", Site, HttpStatusCode.OK)]
    [InlineData("https://support.example.com", "help.example.com", HttpStatusCode.OK)]
    [InlineData("https://support.example.com", "localhost", HttpStatusCode.MisdirectedRequest)]
    public async Task Get_HostOfTheSite_ReachesThePage(string site, string host, HttpStatusCode expected)
    {
        await using var app = await StartAsync(site, "--Site:OtherHosts=help.example.com");

        using var answer = await CallAsync(app, "GET", "/team", host);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(host == Site, answer.Headers.Contains("Strict-Transport-Security"));
    }

    private static Task<PagesApp> StartAsync(string site, params string[] more) => PagesApp.StartAsync(["--Pages:SignIn=Off", $"--Site:Url={site}", .. more]);

    private static async Task<HttpResponseMessage> CallAsync(PagesApp app, string method, string path, string host, string? forwarded = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Host = host } };
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-Host", forwarded);
        }

        // Forms answer browsers in pages.
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
        {
            request.Headers.Accept.Add(new("text/html"));
        }

        if (method == "POST")
        {
            request.Content = path.StartsWith("/api/", StringComparison.Ordinal)
                ? new StringContent("{}", Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([new("message", "x")]);
        }

        return await app.Client.SendAsync(request, Cancelled);
    }

    private static IEnumerable<string> FaultsOf(HttpResponseMessage answer, string path)
    {
        if (!IsNosniff(answer))
        {
            yield return "no nosniff";
        }

        var isAsset = path.StartsWith("/assets/", StringComparison.Ordinal);
        if (answer.Headers.CacheControl?.ToString() != (isAsset ? "public, max-age=31536000, immutable" : "no-store"))
        {
            yield return $"Cache-Control: {answer.Headers.CacheControl}";
        }

        if (!answer.Headers.TryGetValues("Strict-Transport-Security", out var secure) || string.Join('|', secure) != "max-age=31536000")
        {
            yield return "no HSTS";
        }

        if (answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json" && answer.Content.Headers.ContentDisposition?.DispositionType != "attachment")
        {
            yield return "JSON to be shown";
        }

        var policy = answer.Headers.TryGetValues("Content-Security-Policy", out var policies) ? string.Join('|', policies) : "";
        if (!policy.StartsWith("default-src 'none'; ", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal))
        {
            yield return $"Content-Security-Policy: {policy}";
        }
    }

    private static bool IsNosniff(HttpResponseMessage answer) => answer.Headers.TryGetValues("X-Content-Type-Options", out var values) && values.SequenceEqual(["nosniff"]);

    // Every route of the pages, so that a new one is among them.
    private static List<(string Method, string Path)> Routes()
    {
        using var app = InProcessApp.CreateBuilder([]).Build();
        app.MapPages();
        return
        [
            .. from source in ((IEndpointRouteBuilder)app).DataSources
               from endpoint in source.Endpoints.OfType<RouteEndpoint>()
               let path = Parameter().Replace(endpoint.RoutePattern.RawText!, part => part.Value switch { "{id}" => Id, "{index:int}" => "0", "{form}" => "support", _ => "none" })
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
               select (method, "/" + path.TrimStart('/')),
        ];
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
