using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance.Runner;

/// <summary>The runner as people start it, with the fake worker as its app.</summary>
internal sealed class RunnerProcess : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-runner-");
    private readonly List<string> lines = [];
    private Process? process;

    public RunnerProcess()
    {
        File.WriteAllText(Samples("mail.eml"), "From: a@example.com\r\n\r\nHelp\r\n");
        File.WriteAllText(Samples("hook.json"), "{}");
    }

    public string Folder => folder.FullName;

    public string DataFolder => Path.Combine(folder.FullName, "data");

    public string SettingsFile => Path.Combine(folder.FullName, "settings.json");

    public Process Process => process ?? throw new InvalidOperationException("Start it first.");

    public string Output => string.Join('\n', lines).Trim();

    public void WriteManifest(params JsonObject[] samples) => File.WriteAllText(Samples("manifest.json"), new JsonArray([.. samples]).ToJsonString());

    public void Start(params string[] arguments)
    {
        StartAsGiven([.. arguments, "--app", Checkout.BuildOf("Router.FakeWorker"), "--data", DataFolder, "--settings", SettingsFile, "--samples", Samples("")]);
    }

    public void StartAsGiven(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout.BuildOf("Router.Runner"), "router-run"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Lines of stdout up to the one that holds the text, or all of them.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string? until = null)
    {
        var read = new List<string>();
        while (await Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            read.Add(line);
            if (until is not null && line.Contains(until, StringComparison.Ordinal))
            {
                return read;
            }
        }

        await Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return until is null ? read : throw new InvalidOperationException($"The runner ended:\n{Output}");
    }

    /// <summary>Every process that the runner started, and those that they started.</summary>
    public IReadOnlyList<Process> Descendants() => [.. DescendantsOf(Process.Id).Select(Process.GetProcessById)];

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static IEnumerable<int> DescendantsOf(int processId)
    {
        foreach (var child in Directory.GetDirectories($"/proc/{processId}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)))
        {
            yield return child;
            foreach (var grandchild in DescendantsOf(child))
            {
                yield return grandchild;
            }
        }
    }

    private void Keep(string? line)
    {
        lock (lines)
        {
            lines.Add(line ?? "");
        }
    }

    private string Samples(string file) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder.FullName, "samples")).FullName, file);
}
