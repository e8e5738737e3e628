namespace Router.FunctionsHost.Definitions;

/// <summary>Finds functions where the real host does: in direct children of the app root, and nowhere deeper.</summary>
internal static class FunctionDiscovery
{
    public static IReadOnlyList<FunctionDefinition> Find(string appRoot, FunctionReader reader) =>
        [.. Directory.EnumerateDirectories(appRoot)
            .Order(StringComparer.Ordinal)
            .Select(folder => (Name: Path.GetFileName(folder), File: Path.Combine(folder, "function.json")))
            .Where(function => File.Exists(function.File))
            .Select(function => reader.Read(function.Name, File.ReadAllText(function.File)))
            .OfType<FunctionDefinition>()];
}
