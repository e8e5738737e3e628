using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Router.Architecture;

public sealed partial class ConventionTests
{
    private const int MaxLines = 300;
    private static readonly Type[] AppTypes = [.. typeof(RouterBuilder).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Router", StringComparison.Ordinal) == true)];

    [Fact]
    public void Files_NoneIsLong() => Assert.Empty(
        SourceTree.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && SourceTree.Lines(file).Length > MaxLines));

    [Fact]
    public void Names_NoneHidesWhatItDoes() => Assert.Empty(
        AppTypes.Select(type => type.Name).Where(name => VagueName().IsMatch(name)));

    [Fact]
    public void Options_EachHasAValidator()
    {
        var validated = AppTypes.SelectMany(type => type.GetInterfaces())
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
            .Select(contract => contract.GetGenericArguments()[0].Name);
        Assert.Empty(AppTypes.Where(type => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal)).Select(type => type.Name).Except(validated));
    }

    [Fact]
    public void Options_EachIsValidatedAtStart() => Assert.Empty(
        from file in SourceTree.CSharp("functions")
        from Match registration in AddOptions().Matches(SourceTree.Text(file))
        where !registration.Value.Contains("ValidateOnStart()", StringComparison.Ordinal)
        select $"{file}: {registration.Value}");

    [Fact]
    public void Logging_OnlyByGeneratedMethods() => Assert.Empty(
        SourceTree.CSharp("functions").Where(file => RawLogging().IsMatch(SourceTree.Text(file))));

    [Fact]
    public void Namespaces_FollowTheFolder()
    {
        var offences =
            from file in SourceTree.CSharp("functions")
            let folder = string.Join('.', file.Split('/')[1..^1])
            let expected = folder == "Triggers.Bindings" ? "Microsoft.Azure.Functions.Worker" : folder.Length == 0 ? "Router" : $"Router.{folder}"
            let declared = Namespace().Match(SourceTree.Text(file)).Groups[1].Value
            where declared.Length > 0 && declared != expected
            select $"{file}: {declared}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Tests_NoneSleepsOrRetries() => Assert.Empty(
        // The fake worker is no test: it hangs when it is told to.
        SourceTree.CSharp("tests").Where(file => !file.StartsWith("tests/Architecture/", StringComparison.Ordinal) && !file.StartsWith("tests/FakeWorker/", StringComparison.Ordinal))
            .Where(file => Sleeping().IsMatch(SourceTree.Text(file))));

    [Fact]
    public void Tests_EachCanFail()
    {
        var offences =
            from file in SourceTree.CSharp("tests")
            where !file.StartsWith("tests/Architecture/", StringComparison.Ordinal)
            let text = SourceTree.Text(file)
            let checks = AssertingMethod().Matches(text).Select(method => method.Groups[1].Value + "(").ToArray()
            from Match test in TestMethod().Matches(text)
            where !CanFail().IsMatch(test.Value) && !checks.Any(check => test.Value.Contains(check, StringComparison.Ordinal))
            select $"{file}: {test.Groups[1].Value}";
        Assert.Empty(offences);
    }

    [GeneratedRegex("(Manager|Helper|Util|Utils|Processor|Service|Common|Base)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"AddOptions<\w+>\(\)[^;]*;")]
    private static partial Regex AddOptions();

    [GeneratedRegex(@"\.Log(Information|Warning|Error|Debug|Critical|Trace)\(|Console\.Write")]
    private static partial Regex RawLogging();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\(|\[Retry")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\]]*\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:Task|void|ValueTask) (\w+)\([^{=]*(?:=>[^;]*;|\{.*?\n    \})", RegexOptions.Singleline)]
    private static partial Regex TestMethod();

    // A method of the test class that asserts for its tests.
    [GeneratedRegex(@"private (?:static )?(?:async )?[\w<>?, ]+ (\w+)\([^{=]*(?:=>[^;]*Assert\.[^;]*;|\{(?:(?!\n    \}).)*Assert\..*?\n    \})", RegexOptions.Singleline)]
    private static partial Regex AssertingMethod();

    [GeneratedRegex(@"Assert\.|\.WaitAsync\(|Payload\.|Should\w*\(|\.Sample\(|Expect\w*\(|Verify\w*\(|Holds\w*\(|Check\w*\(")]
    private static partial Regex CanFail();
}
