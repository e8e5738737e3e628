using System.Xml.Linq;

namespace Router.Supply.Licenses;

/// <summary>What a NuGet package says about itself in its nuspec.</summary>
/// <param name="Expression">An SPDX expression.</param>
/// <param name="File">A file of the package that holds the license.</param>
/// <param name="Url">Where older packages point to.</param>
internal sealed record PackageLicense(string Id, string Version, string? Expression, string? File, string? Url, string? Copyright, string? Project)
{
    /// <summary>Where this machine keeps restored packages.</summary>
    public static string Packages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

#pragma warning disable CA1308 // NuGet's folder names are lower case.
    public static string FolderOf(string packages, string id, string version) => Path.Combine(packages, id.ToLowerInvariant(), version.ToLowerInvariant());

    /// <returns>Null where the package has not been restored.</returns>
    public static PackageLicense? Find(string packages, string id, string version)
    {
        var nuspec = Path.Combine(FolderOf(packages, id, version), id.ToLowerInvariant() + ".nuspec");
        return System.IO.File.Exists(nuspec) ? Parse(System.IO.File.ReadAllText(nuspec)) : null;
    }
#pragma warning restore CA1308

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
}
