using System.Text.Json.Nodes;
using Router.Supply.Licenses;

namespace Router.Architecture;

/// <summary>Each package in use, NuGet's and npm's, direct or not, has a license that infra/supply/licenses.json allows.</summary>
public sealed class LicenseTests
{
    private static readonly LicensePolicy Policy = LicensePolicy.Parse(SourceTree.Text("infra/supply/licenses.json"));

    [Fact]
    public void NuGetPackages_EachHasAnAllowedLicense() => Assert.Empty(
        from package in NuGet()
        let license = PackageLicense.Find(PackageLicense.Roots, package.Id, package.Version)
        let expression = license is null ? "not restored: build Router.sln first" : Policy.ExpressionOf(license)
        where !Policy.Allows(expression, package.InTestsOnly)
        select $"{package.Id} {package.Version}: {expression ?? "none that is known"}");

    [Fact]
    public void NpmPackages_EachHasAnAllowedLicense() => Assert.Empty(
        from package in Npm()
        where !Policy.Allows(package.Expression, package.InTestsOnly)
        select $"{package.Name}: {package.Expression ?? "none"}");

    [Fact]
    public void Entries_EachIsInUse()
    {
        var nuGet = NuGet().Select(package => PackageLicense.Find(PackageLicense.Roots, package.Id, package.Version)).OfType<PackageLicense>().ToList();
        var npm = Npm().ToList();
        var used = nuGet.Select(Policy.ExpressionOf).Concat(npm.Select(package => package.Expression)).ToHashSet();

        Assert.Empty(Policy.Packages.Keys.Except(nuGet.Select(package => $"{package.Id} {package.Version}")).Except(npm.Select(package => package.Name)));
        Assert.Empty(Policy.Urls.Keys.Except(nuGet.Select(package => package.Url)));
        Assert.Empty(Policy.Allowed.Concat(Policy.AllowedInTests).Except(used));
        Assert.All(Policy.Packages.Values, read => Assert.False(string.IsNullOrWhiteSpace(read.Reason)));
    }

    [Fact]
    public void Packages_AreFound()
    {
        Assert.Contains(NuGet(), package => package is { Id: "Azure.Core", InTestsOnly: false });
        Assert.Contains(NuGet(), package => package is { Id: "xunit.v3", InTestsOnly: true });
        Assert.Contains(Npm(), package => package is { InTestsOnly: false } && package.Name.StartsWith("azurite ", StringComparison.Ordinal));
        Assert.Contains(Npm(), package => package is { InTestsOnly: true } && package.Name.StartsWith("axe-core ", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Id, string Version, bool InTestsOnly)> NuGet() =>
        from file in SourceTree.Files
        where file.EndsWith("packages.lock.json", StringComparison.Ordinal)
        from framework in JsonNode.Parse(SourceTree.Text(file))!["dependencies"]!.AsObject()
        from package in framework.Value!.AsObject()
        where (string)package.Value!["type"]! != "Project"
        group IsTests(file) by (package.Key, (string)package.Value!["resolved"]!) into users
        select (users.Key.Key, users.Key.Item2, users.All(inTests => inTests));

    private static IEnumerable<(string Name, string? Expression, bool InTestsOnly)> Npm() =>
        from file in SourceTree.Files
        where file.EndsWith("package-lock.json", StringComparison.Ordinal)
        from package in JsonNode.Parse(SourceTree.Text(file))!["packages"]!.AsObject()
        where package.Key.Length > 0
        let name = $"{package.Key.Split("node_modules/")[^1]} {(string?)package.Value!["version"]}"
        select (name, Policy.Packages.TryGetValue(name, out var read) ? read.License : (string?)package.Value!["license"], IsTests(file));

    private static bool IsTests(string file) => file.StartsWith("tests/", StringComparison.Ordinal);
}
