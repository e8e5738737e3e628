using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>The demo, run once for all that is asked of it.</summary>
public sealed class DemoRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
    private readonly Lazy<Task<(int ExitCode, IReadOnlyList<JsonNode> Results)>> run = new(RunAsync);

    internal Task<(int ExitCode, IReadOnlyList<JsonNode> Results)> Ended => run.Value;

    private static async Task<(int ExitCode, IReadOnlyList<JsonNode> Results)> RunAsync()
    {
        using var demo = ChildProcess.Start("demo", Checkout.FileOf("infra", "run.sh"), ["demo", "--json"]);
        var exitCode = await demo.WaitForExitAsync(Limit);
        return (exitCode, [.. demo.Output.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)]);
    }
}
