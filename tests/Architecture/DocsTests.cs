using System.Text.RegularExpressions;

namespace Router.Architecture;

/// <summary>The pages for people: short, in plain words, and naming only what there is.</summary>
public sealed partial class DocsTests
{
    private const int MostBytesOfReadme = 9 * 1024;
    private static readonly string[] NamedByCommands = ["infra/local/Runner/Usage.cs", "functions/Triage/Training/ModelCommands.cs", "infra/publish.sh", "infra/test.sh", "infra/audit.sh"];

    [Fact]
    public void Links_EachLeadsToAFileOrAHeading() => Assert.Empty(
        from page in MarkdownPage.All
        from link in page.Links
        where !Outside().IsMatch(link) && !Leads(page, link)
        select $"{page.File}: {link}");

    [Fact]
    public void Readme_IsShort() => Assert.InRange(new FileInfo(Path.Combine(SourceTree.Root, "README.md")).Length, 1, MostBytesOfReadme);

    [Fact]
    public void Pages_EachStandsInTheIndex() => Assert.Equal(
        MarkdownPage.ForUsers.Select(page => Path.GetFileName(page.File)).Where(name => name != "README.md").Order(StringComparer.Ordinal),
        MarkdownPage.Named("README.md").Links.Where(link => !link.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Paths_EachIsThere() => Assert.Empty(
        from page in MarkdownPage.ForUsers
        from path in page.CodeSpans
        where OurPath().IsMatch(path) && !IsThere(path)
        select $"{page.File}: {path}");

    [Fact]
    public void Folders_EachIsExplained_AndIsThere()
    {
        var explained = MarkdownPage.Named("extend.md").Codes("Where things are", 0).ToList();
        var folders = SourceTree.CSharp("functions").Select(file => file.Split('/')).Where(parts => parts.Length > 2).Select(parts => parts[1]).Distinct();

        Assert.Empty(folders.Except(explained));
        Assert.All(explained, path => Assert.True(IsThere(path) || IsThere($"functions/{path}"), path));
    }

    [Fact]
    public void Commands_EachOfTheUsageIsNamed()
    {
        var named = MarkdownPage.ForUsers.SelectMany(page => page.CodeSpans).ToHashSet();
        Assert.Empty(Commands().Except(named));
    }

    [Fact]
    public void Commands_EachThatIsNamedIsOfTheUsage()
    {
        var known = Commands().Select(command => command.Split(' ')[0]).ToHashSet();
        Assert.Empty(
            from page in MarkdownPage.ForUsers
            from Match run in RunCommand().Matches(page.Text)
            where !known.Contains(run.Groups[1].Value)
            select $"{page.File}: {run.Value}");
    }

    [Fact]
    public void Options_EachThatIsNamedIsOfAUsage()
    {
        var usages = string.Join('\n', NamedByCommands.Select(SourceTree.Text));
        Assert.Empty(
            from page in MarkdownPage.ForUsers
            from Match script in ScriptCall().Matches(page.Text)
            from Match option in Option().Matches(script.Value)
            where !usages.Contains(option.Value, StringComparison.Ordinal)
            select $"{page.File}: {option.Value}");
    }

    [Fact]
    public void PublishOptions_EachIsNamed() => Assert.Equal(
        UsageOption().Matches(SourceTree.Text("infra/publish.sh")).Select(option => option.Groups[1].Value).Order(StringComparer.Ordinal),
        MarkdownPage.Named("azure.md").Codes("Package", 0).Select(option => option.Split(' ')[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Words_ArePlainAndOurOwn() => Assert.Empty(
        from page in MarkdownPage.ForUsers
        from Match word in Unwanted().Matches(Blanks().Replace(page.Text, " "))
        select $"{page.File}: {word.Value}");

    [Theory]
    [InlineData("One that nobody vouches for gets nothing")]
    [InlineData("is seamlessly sent")]
    [InlineData("the custom handler")]
    [InlineData("what persons decide")]
    public void Words_Unwanted_WouldBeSeen(string text) => Assert.Matches(Unwanted(), text);

    private static bool Leads(MarkdownPage page, string link)
    {
        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
        var file = path.Length == 0 ? page.File : Relative(page.File, path);
        return IsThere(file) && (anchor.Length == 0 || MarkdownPage.All.Any(target => target.File == file && target.Anchors.Contains(anchor)));
    }

    private static string Relative(string from, string path) =>
        Path.GetRelativePath(SourceTree.Root, Path.GetFullPath(Path.Combine(SourceTree.Root, Path.GetDirectoryName(from)!, Uri.UnescapeDataString(path)))).Replace('\\', '/');

    private static bool IsThere(string path) =>
        SourceTree.Files.Any(file => file == path.TrimEnd('/') || file.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    // "send email FILE" is the command "send email"; "classify, evaluate, train …" are three.
    private static List<string> Commands() =>
    [
        .. UsageCommand().Matches(SourceTree.Text("infra/local/Runner/Usage.cs"))
            .SelectMany(line => line.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))
            .Select(command => CommandWords().Match(command).Value.Trim()),
    ];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("^(https?|mailto):")]
    private static partial Regex Outside();

    [GeneratedRegex(@"^(functions|infra|tests)/[\w./-]+$")]
    private static partial Regex OurPath();

    [GeneratedRegex(@"^          ([a-z][^\n]*?)(?:  .*)?$", RegexOptions.Multiline)]
    private static partial Regex UsageCommand();

    [GeneratedRegex("^[a-z]+( [a-z]+)*")]
    private static partial Regex CommandWords();

    [GeneratedRegex(@"infra/run\.sh ([a-z]+)")]
    private static partial Regex RunCommand();

    [GeneratedRegex(@"infra/(?:run|test|publish|audit)\.sh [^`\n#|]*")]
    private static partial Regex ScriptCall();

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("^  (--[a-z]+)", RegexOptions.Multiline)]
    private static partial Regex UsageOption();

    // What nobody would say aloud, what only sells, and what the app no longer is.
    [GeneratedRegex(
        @"\b(vouch\w*|persons|fault write|of nothing is guessed|nothing is guessed|comes? back with its words|answered by themselves|told that it came|leads? astray"
        + @"|seamless\w*|effortless\w*|powerful|robust\w*|cutting.edge|world.class|blazing\w*|leverag\w*|utili[sz]\w*|state.of.the.art|simply|easily|custom handler|AMQPNetLite|Native AOT)\b|/work/|\.\./shared",
        RegexOptions.IgnoreCase)]
    private static partial Regex Unwanted();
}
