using System.Text.Json;

namespace Router.Architecture;

public sealed class LayoutTests
{
    private static readonly string[] TopLevel =
        ["functions", "infra", "tests", "host.json", "local.settings.sample.json", "Router.sln", "README.md", "LICENSE"];

    [Fact]
    public void TopLevel_OnlyWhatTheLayoutNames() => Assert.Empty(
        SourceTree.Files.Select(file => file.Split('/')[0]).Distinct()
            .Where(name => !TopLevel.Contains(name) && !name.StartsWith('.') && !name.StartsWith("Directory.", StringComparison.Ordinal)));

    [Fact]
    public void Functions_EachFolder_HasItsTriggerAndItsClass() => Assert.Empty(
        FunctionNames().Where(name => !SourceTree.Files.Contains($"functions/Triggers/{name}/{name}Function.cs")));

    [Fact]
    public void Functions_TriggerClasses_AllHaveAFunctionJson() => Assert.Empty(
        SourceTree.CSharp("functions/Triggers").Where(file => file.EndsWith("Function.cs", StringComparison.Ordinal))
            .Select(file => file.Split('/')[^2]).Except(FunctionNames()));

    [Fact]
    public void Functions_QueueTriggers_AskForTheExactBytes() => Assert.All(
        Bindings().Where(binding => binding.GetProperty("type").GetString() == "serviceBusTrigger"),
        binding => Assert.Equal("binary", binding.GetProperty("dataType").GetString()));

    [Fact]
    public void Functions_HttpTriggers_ReachTheAppAsTheyCame() => Assert.All(
        FunctionNames().Select(BindingsOf).Where(bindings => bindings.Any(binding => binding.GetProperty("type").GetString() == "httpTrigger")),
        bindings => Assert.Equal(["httpTrigger", "http"], bindings.Select(binding => binding.GetProperty("type").GetString())));

    [Fact]
    public void Projects_Each_HasItsLockFile() => Assert.Empty(
        SourceTree.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(file) + "/packages.lock.json").Except(SourceTree.Files));

    [Fact]
    public void Projects_Each_IsInTheSolution()
    {
        var solution = SourceTree.Text("Router.sln").Replace('\\', '/');
        Assert.Empty(SourceTree.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(file, StringComparison.Ordinal)));
    }

    [Fact]
    public void UnitTests_EachFolder_MirrorsOneOfTheAppOrOfTheLocalRuntime() => Assert.Empty(
        SourceTree.CSharp("tests/Unit").Select(file => string.Join('/', file.Split('/')[2..^1])).Distinct()
            .Where(folder => folder.Length > 0 && !Exists($"functions/{folder}/") && !Exists($"infra/local/{folder.Split('/')[0]}/")));

    private static bool Exists(string folder) => SourceTree.Files.Any(file => file.StartsWith(folder, StringComparison.Ordinal));

    private static IEnumerable<string> FunctionNames() => SourceTree.Files
        .Where(file => file.StartsWith("functions/Triggers/", StringComparison.Ordinal) && file.EndsWith("/function.json", StringComparison.Ordinal))
        .Select(file => file.Split('/')[2]);

    private static IEnumerable<JsonElement> Bindings() => FunctionNames().SelectMany(BindingsOf);

    private static JsonElement[] BindingsOf(string function)
    {
        using var document = JsonDocument.Parse(SourceTree.Text($"functions/Triggers/{function}/function.json"));
        return [.. document.RootElement.GetProperty("bindings").EnumerateArray().Select(binding => binding.Clone())];
    }
}
