using Router.Supply.Licenses;

namespace Router.Supply.Notices;

/// <summary>The terms of a package: its own files where it has some, the license's words with its copyright notice where it has none.</summary>
internal static class LicenseTexts
{
    private static readonly string[] OwnTerms = ["LICENSE", "LICENCE", "COPYING"];
    private static readonly string[] FurtherNotices = ["NOTICE", "THIRD-PARTY-NOTICES", "THIRDPARTYNOTICES"];

    /// <param name="expression">Null where nobody knows it.</param>
    public static IReadOnlyList<string> Of(PackageLicense package, string? expression, string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        var own = Texts(files, OwnTerms);
        return [.. own.Count > 0 ? own : [Standard(package, expression)], .. Texts(files, FurtherNotices)];
    }

    private static List<string> Texts(IEnumerable<string> files, string[] names) =>
    [
        .. files.Where(file => names.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
            .Select(file => File.ReadAllText(file).ReplaceLineEndings("\n").Trim('\n', '\uFEFF')),
    ];

    private static string Standard(PackageLicense package, string? expression)
    {
        using var text = expression is null ? null : typeof(LicenseTexts).Assembly.GetManifestResourceStream(expression);
        if (text is null)
        {
            return $"The package brings no text of its license; see {package.Url ?? package.Project ?? $"https://www.nuget.org/packages/{package.Id}/{package.Version}"}";
        }

        using var reader = new StreamReader(text);
        return $"{package.Copyright ?? $"Copyright: the authors of {package.Id}"}\n\n{reader.ReadToEnd().ReplaceLineEndings("\n").Trim('\n')}";
    }
}
