using System.Diagnostics;
using System.Reflection;

namespace Router.Contract.Broker;

/// <summary>Azure's own JavaScript client, which knows nothing of this code. Its cases are in <c>js/*.test.mjs</c>.</summary>
public sealed class JavaScriptClientTests
{
    private static readonly string Folder = Path.Combine(
        typeof(JavaScriptClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!, "js");

    [Theory]
    [InlineData("queues.test.mjs")]
    [InlineData("connections.test.mjs")]
    [InlineData("sessions.test.mjs")]
    [InlineData("topics.test.mjs")]
    public async Task OfficialClient_PassesItsCases(string file)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "Run: npm ci --prefix tests/Contract/js");
        await using var broker = await Brokers.StartAsync();
        var start = new ProcessStartInfo("node", ["--test", "--test-reporter=spec", file])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ROUTER_CONTRACT_CONNECTION_STRING"] =
            $"Endpoint=sb://localhost:{broker.Port};SharedAccessKeyName={Brokers.Options.KeyName};SharedAccessKey={Brokers.Options.Key};UseDevelopmentEmulator=true";
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, $"{await output}{await errors}");
        Assert.Contains("pass", await output, StringComparison.Ordinal);
    }
}
