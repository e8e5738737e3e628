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
    public void Files_HoldNoMarksOfAMerge() => Assert.Empty(
        SourceTree.Files.Where(file => !file.StartsWith("tests/Data/", StringComparison.Ordinal) && Path.GetExtension(file) is ".md" or ".cs" or ".csproj" or ".props" or ".json" or ".sh" or ".cshtml")
            .Where(file => SourceTree.Lines(file).Any(line => line.StartsWith("<<<<<<< ", StringComparison.Ordinal) || line.StartsWith(">>>>>>> ", StringComparison.Ordinal))));

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
    public void UnitTests_EachFolder_MirrorsOneOfTheAppOrOfInfra() => Assert.Empty(
        SourceTree.CSharp("tests/Unit").Select(file => string.Join('/', file.Split('/')[2..^1])).Distinct()
            .Where(folder => folder.Length > 0 && !Exists($"functions/{folder}/") && !Exists($"infra/local/{folder.Split('/')[0]}/") && folder.Split('/')[0] != "Supply"));

    private static bool Exists(string folder) => SourceTree.Files.Any(file => file.StartsWith(folder, StringComparison.Ordinal));
}
