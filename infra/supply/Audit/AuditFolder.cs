namespace Router.Supply.Audit;

/// <summary>The folder into which infra/audit.sh writes what the package managers said.</summary>
internal static class AuditFolder
{
    public static IReadOnlyList<AuditAnswer> Read(string folder)
    {
        var assets = Directory.Exists(Path.Combine(folder, "obj")) ? Directory.GetFiles(Path.Combine(folder, "obj"), "project.assets.json", SearchOption.AllDirectories) : [];
        var reports = Directory.GetFiles(folder, "npm.*.json").ToDictionary(file => Path.GetFileName(file)["npm.".Length..^".json".Length], File.ReadAllText);
        return [NuGetAudit.Read(TextOf("nuget.log"), [.. assets.Select(File.ReadAllText)]), NpmAudit.Read(reports, TextOf("npm-known.json"))];

        string TextOf(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)) : "";
    }
}
