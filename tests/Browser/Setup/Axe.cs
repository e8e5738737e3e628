using System.Text.Json;
using Microsoft.Playwright;

namespace Router.Browser.Setup;

/// <summary>Asks axe-core what is not accessible on a page.</summary>
internal static class Axe
{
    private static readonly string Script =
        File.ReadAllText(Repository.File("tests/Browser/node_modules/axe-core/axe.min.js", "run npm ci in tests/Browser"));

    /// <returns>One line for each violation and element.</returns>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(Script);
        var result = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document)).violations");
        return [.. result.EnumerateArray().SelectMany(violation => violation.GetProperty("nodes").EnumerateArray()
            .Select(node => $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}"))];
    }
}
