using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Router.Contract.Broker;

/// <summary>
/// What an official client's own suite said of each of its cases. The cases are named by reading its files, so that one that was not
/// reached is missed.
/// </summary>
public sealed partial class OfficialClientSuite(string language)
{
    private static readonly string Project =
        typeof(OfficialClientSuite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;
    private readonly Dictionary<(string File, string Name), bool> results = [];
    private readonly Dictionary<string, string> outputs = [];

    public string Folder { get; } = FolderOf(language);

    /// <summary>Why nothing was run, when what the suite needs is not installed.</summary>
    public string? Missing { get; set; }

    public int Ran => results.Count;

    public static TheoryData<string, string> CasesOf(string language, string pattern)
    {
        var cases = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(FolderOf(language), pattern).Order(StringComparer.Ordinal))
        {
            foreach (Match name in CaseName().Matches(File.ReadAllText(file)))
                cases.Add(Path.GetFileName(file), name.Groups[1].Value);
        }

        return cases;
    }

    public IEnumerable<string> Files(string pattern) =>
        Directory.GetFiles(Folder, pattern).Where(file => CaseName().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public async Task RunAsync(string file, string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        lock (outputs)
        {
            outputs[file] = $"exit code {process.ExitCode}\n{output.Result}{errors.Result}";
            foreach (Match result in Result().Matches(output.Result))
                results[(file, result.Groups["name"].Value)] = !result.Groups["not"].Success;
        }
    }

    public void ExpectPassed(string file, string name)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        Assert.True(results.TryGetValue((file, name), out var passed) && passed, outputs.GetValueOrDefault(file, "The file was not run."));
    }

    public void ExpectRan(int atLeast)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        Assert.True(Ran >= atLeast, $"Only {Ran} cases ran.");
    }

    private static string FolderOf(string language) => Path.Combine(Project, language);

    // test("…" in JavaScript, @case("…" in Python; double quotes only.
    [GeneratedRegex("""^(?:test|@case)\("([^"]+)"(?:,|\))""", RegexOptions.Multiline)]
    private static partial Regex CaseName();

    // TAP, as node's test runner and our Python runner write it.
    [GeneratedRegex(@"^(?<not>not )?ok(?: \d+)? - (?<name>.+?)(?: # .*)?\r?$", RegexOptions.Multiline)]
    private static partial Regex Result();
}
