using Router.Supply.Licenses;

namespace Router.Supply.Notices;

/// <summary>The terms of a package: its own files where it has some, the license's words with its copyright notice where it has none.</summary>
internal static class LicenseTexts
{
    private static readonly string[] OwnTerms = ["LICENSE", "LICENCE", "COPYING"];
    private static readonly string[] FurtherNotices = ["NOTICE", "THIRD-PARTY-NOTICES", "THIRDPARTYNOTICES"];

    /// <exception cref="InvalidDataException">The package brings no text, and there is none for its license here.</exception>
    public static IReadOnlyList<string> Of(PackageLicense package, string expression, string folder)
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

    private static string Standard(PackageLicense package, string expression)
    {
        using var text = typeof(LicenseTexts).Assembly.GetManifestResourceStream(expression)
            ?? throw new InvalidDataException($"{package.Id} {package.Version} has no license file, and infra/supply/Notices/Texts has no {expression}.txt.");
        using var reader = new StreamReader(text);
        return $"{package.Copyright ?? $"Copyright: the authors of {package.Id}"}\n\n{reader.ReadToEnd().ReplaceLineEndings("\n").Trim('\n')}";
    }
}
