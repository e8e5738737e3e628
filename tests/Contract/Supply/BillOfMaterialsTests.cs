using System.Text.Json.Nodes;
using Router.Contract.Broker;
using Router.Kit;

namespace Router.Contract.Supply;

/// <summary>The bill of materials of the app as it is built here, made as infra/publish.sh makes it, judged by CycloneDX's own schema.</summary>
public sealed class BillOfMaterialsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Judge = new OfficialClientSuite("js").Folder;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-bom-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Bom_OfTheApp_IsValidAndNamesEachPackageWithItsTerms()
    {
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Judge, "node_modules", "@cyclonedx")), "Run: npm ci --prefix tests/Contract/js");
        await RunAsync(Checkout.FileOf("infra", "build", "sbom.sh"), folder.FullName);
        var file = Path.Combine(folder.FullName, "app.cdx.json");
        var bom = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        var notices = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "THIRD-PARTY-NOTICES.txt"), TestContext.Current.CancellationToken);
        var components = bom["components"]!.AsArray().Select(component => component!).ToList();

        Assert.Equal("valid", await JudgeAsync(file));
        Assert.Equal("Router", (string?)bom["metadata"]!["component"]!["name"]);
        Assert.Empty(Shipped().Except(components.Select(component => $"{(string?)component["name"]} {(string?)component["version"]}")));
        Assert.DoesNotContain("brings no text of its license", notices, StringComparison.Ordinal);
        Assert.All(components, component =>
        {
            Assert.StartsWith("pkg:nuget/", (string?)component["purl"], StringComparison.Ordinal);
            Assert.NotEmpty(component["licenses"]!.AsArray());
            Assert.Contains($"\n{(string?)component["name"]} {(string?)component["version"]} (", notices, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Judge_OfADocumentThatIsNone_SaysSo()
    {
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Judge, "node_modules", "@cyclonedx")), "Run: npm ci --prefix tests/Contract/js");
        var file = Path.Combine(folder.FullName, "wrong.json");
        await File.WriteAllTextAsync(
            file, """{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"no-such-type","name":"a"}]}""", TestContext.Current.CancellationToken);

        Assert.StartsWith("invalid", await JudgeAsync(file), StringComparison.Ordinal);
    }

    /// <summary>The packages whose files the built app loads, by its own list.</summary>
    private static IEnumerable<string> Shipped()
    {
        var app = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.BuildOf("Router.Functions"), "router.deps.json")))!;
        return app["libraries"]!.AsObject().Where(library => (string?)library.Value!["type"] == "package").Select(library => library.Key.Replace('/', ' '));
    }

    private static async Task<string> JudgeAsync(string file) => (await RunAsync("node", Path.Combine(Judge, "bom.mjs"), file)).Trim();

    private static async Task<string> RunAsync(string command, params string[] arguments)
    {
        using var process = ChildProcess.Start("bom", command, arguments);
        var exitCode = await process.WaitForExitAsync(Patience);
        var output = string.Join('\n', process.Output);
        return exitCode == 0 ? output : throw new InvalidOperationException(output);
    }
}
