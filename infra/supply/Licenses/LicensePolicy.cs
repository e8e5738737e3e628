using System.Text.Json;

namespace Router.Supply.Licenses;

/// <summary>Which licenses packages may have. The list is in licenses.json.</summary>
/// <param name="Allowed">SPDX ids for what is run or handed on.</param>
/// <param name="AllowedInTests">SPDX ids for what only tests use, beside those.</param>
/// <param name="Urls">Addresses that packages give instead of an SPDX expression.</param>
/// <param name="Packages">What was read in a package's own license file, by "id version".</param>
internal sealed record LicensePolicy(
    HashSet<string> Allowed, HashSet<string> AllowedInTests, IReadOnlyDictionary<string, string> Urls, IReadOnlyDictionary<string, ReadLicense> Packages)
{
    public static LicensePolicy Parse(string json) => JsonSerializer.Deserialize(json, SupplyJsonContext.Default.LicensePolicy)!;

    /// <returns>The SPDX expression; null where none is known.</returns>
    public string? ExpressionOf(PackageLicense package) =>
        package.Expression
        ?? (Packages.TryGetValue($"{package.Id} {package.Version}", out var read) ? read.License : null)
        ?? (package.Url is { } url ? Urls.GetValueOrDefault(url) : null);

    public bool Allows(string? expression, bool inTestsOnly) => expression is not null && IsAllowed(expression.Trim(), inTestsOnly);

    // An expression that mixes OR and AND is allowed only as a whole, by its own entry.
    private bool IsAllowed(string expression, bool inTestsOnly)
    {
        if (Allowed.Contains(expression) || (inTestsOnly && AllowedInTests.Contains(expression)))
        {
            return true;
        }

        if (expression.StartsWith('(') && expression.IndexOf(')', StringComparison.Ordinal) == expression.Length - 1)
        {
            return IsAllowed(expression[1..^1], inTestsOnly);
        }

        if (expression.Contains('(', StringComparison.Ordinal) || (expression.Contains(" OR ", StringComparison.Ordinal) && expression.Contains(" AND ", StringComparison.Ordinal)))
        {
            return false;
        }

        if (expression.Split(" OR ") is { Length: > 1 } choices)
        {
            return choices.Any(choice => IsAllowed(choice, inTestsOnly));
        }

        return expression.Split(" AND ") is { Length: > 1 } parts && parts.All(part => IsAllowed(part, inTestsOnly));
    }
}
