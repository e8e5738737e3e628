using System.Xml.Linq;

namespace Router.Supply.Licenses;

/// <summary>What a NuGet package says about itself in its nuspec.</summary>
/// <param name="Expression">An SPDX expression.</param>
/// <param name="File">A file of the package that holds the license.</param>
/// <param name="Url">Where older packages point to.</param>
internal sealed record PackageLicense(string Id, string Version, string? Expression, string? File, string? Url, string? Copyright, string? Project)
{
    /// <summary>Where this machine keeps restored packages: where it is told to, and where it does by itself.</summary>
    public static IReadOnlyList<string> Roots { get; } =
    [
        .. new[] { Environment.GetEnvironmentVariable("NUGET_PACKAGES") }.OfType<string>(),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    ];

    /// <returns>The package's folder; null where it has not been restored.</returns>
    public static string? FolderOf(IEnumerable<string> roots, string id, string version) =>
        roots.Select(root => Path.Combine(root, Lower(id), Lower(version))).FirstOrDefault(folder => System.IO.File.Exists(Path.Combine(folder, $"{Lower(id)}.nuspec")));

    /// <returns>Null where the package has not been restored.</returns>
    public static PackageLicense? Find(IEnumerable<string> roots, string id, string version) =>
        FolderOf(roots, id, version) is { } folder ? Parse(System.IO.File.ReadAllText(Path.Combine(folder, $"{Lower(id)}.nuspec"))) : null;

    public static PackageLicense Parse(string nuspec)
    {
        var metadata = XDocument.Parse(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        var license = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        return new PackageLicense(
            Text("id") ?? "",
            Text("version") ?? "",
            (string?)license?.Attribute("type") == "expression" ? license.Value.Trim() : null,
            (string?)license?.Attribute("type") == "file" ? license.Value.Trim() : null,
            license is null ? Text("licenseUrl") : null,
            Text("copyright"),
            Text("projectUrl"));

        string? Text(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;
    }

#pragma warning disable CA1308 // NuGet's folder names are lower case.
    private static string Lower(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308
}
