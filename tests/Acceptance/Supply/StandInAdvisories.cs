using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Router.Acceptance.Supply;

/// <summary>A NuGet source and an npm registry on this machine that know of vulnerabilities.</summary>
/// <remarks>The protocols: https://learn.microsoft.com/nuget/api/vulnerability-info and npm's bulk advisory endpoint.</remarks>
internal sealed class StandInAdvisories : IAsyncDisposable
{
    private readonly WebApplication site;

    private StandInAdvisories(WebApplication site) => this.site = site;

    private string Address => site.Urls.Single();

    public string NuGetSource => $"{Address}/v3/index.json";

    public string NpmRegistry => $"{Address}/npm/";

    /// <param name="nuGet">A package in use that is said to be vulnerable in every version; null for none.</param>
    /// <param name="npm">The same for npm; lodash 4.17.0 is known wherever there is data.</param>
    /// <param name="hasData">False for a mirror that has packages and no word of vulnerabilities.</param>
    public static async Task<StandInAdvisories> StartAsync(string? nuGet = null, string? npm = null, bool hasData = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        var advisories = new StandInAdvisories(site);

        site.MapGet("/v3/index.json", () => Results.Text(
            !hasData ? $$"""{"version":"3.0.0","resources":[{"@id":"{{advisories.Address}}/v3/packages/","@type":"PackageBaseAddress/3.0.0"}]}""" : $$"""
            {"version":"3.0.0","resources":[
              {"@id":"{{advisories.Address}}/v3/packages/","@type":"PackageBaseAddress/3.0.0"},
              {"@id":"{{advisories.Address}}/v3/vulnerabilities/index.json","@type":"VulnerabilityInfo/6.7.0"}]}
            """,
            "application/json"));
        site.MapGet("/v3/vulnerabilities/index.json", () => Results.Text(
            $$"""[{"@name":"base","@id":"{{advisories.Address}}/v3/vulnerabilities/base.json","@updated":"2026-11-30T00:00:00Z"}]""", "application/json"));
        site.MapGet("/v3/vulnerabilities/base.json", () => Results.Text(
            nuGet is null ? "{}" : $$"""{"{{nuGet}}":[{"url":"https://advisories.example/nuget","severity":2,"versions":"(, )"}]}""", "application/json"));
        site.MapPost("/npm/-/npm/v1/security/advisories/bulk", async (HttpRequest request) => Results.Text(hasData ? Advise(await AskedAsync(request), npm) : "{}", "application/json"));
        await site.StartAsync();
        return advisories;
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static string Advise(JsonObject asked, string? npm)
    {
        var known = asked.Select(package => package.Key).Where(name => name == npm || name == "lodash" && (string?)asked[name]?[0] == "4.17.0");
        return new JsonObject(known.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonArray(JsonNode.Parse(
            """{"id":1,"url":"https://advisories.example/npm","title":"For this test","severity":"high","vulnerable_versions":"*"}""")))).ToList()).ToJsonString();
    }

    private static async Task<JsonObject> AskedAsync(HttpRequest request)
    {
        await using var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        return (await JsonNode.ParseAsync(body))!.AsObject();
    }
}
