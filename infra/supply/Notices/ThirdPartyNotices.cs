using System.Text;
using System.Text.Json.Nodes;
using Router.Supply.Licenses;

namespace Router.Supply.Notices;

/// <summary>Writes what the licenses ask for when the app is handed on: who made each package, and its terms. Packages with the same words share them.</summary>
internal static class ThirdPartyNotices
{
    private const string Ruler = "--------------------------------------------------------------------------------";

    /// <param name="boms">CycloneDX documents, as JSON.</param>
    /// <exception cref="InvalidDataException">A package is not there.</exception>
    public static string Write(IEnumerable<string> boms, IReadOnlyList<string> roots, LicensePolicy policy)
    {
        var known = boms.SelectMany(Components).Distinct().OrderBy(component => component.Id, StringComparer.OrdinalIgnoreCase)
            .Select(component => PackageLicense.Find(roots, component.Id, component.Version)
                ?? throw new InvalidDataException($"{component.Id} {component.Version} is not in {string.Join(" or ", roots)}; restore first."))
            .Select(package => (Package: package, Expression: policy.ExpressionOf(package)))
            .ToList();

        var notices = new StringBuilder("Router uses the packages below. Each is under its own license; the terms follow the list.\n\n");
        foreach (var (package, expression) in known)
        {
            notices.Append($"{package.Id} {package.Version} ({expression ?? "license not stated"}){(package.Project is { } project ? $" {project}" : "")}\n");
        }

        var terms = known.SelectMany(each => LicenseTexts.Of(each.Package, each.Expression, PackageLicense.FolderOf(roots, each.Package.Id, each.Package.Version)!)
            .Select(text => (Text: text, Name: $"{each.Package.Id} {each.Package.Version}")));
        foreach (var shared in terms.GroupBy(term => term.Text, term => term.Name))
        {
            notices.Append($"\n{Ruler}\n{string.Join(", ", shared)}\n{Ruler}\n\n{shared.Key}\n");
        }

        return notices.ToString();
    }

    private static IEnumerable<(string Id, string Version)> Components(string bom) =>
        (JsonNode.Parse(bom)?["components"] as JsonArray ?? []).Select(component => ((string)component!["name"]!, (string)component["version"]!));
}
