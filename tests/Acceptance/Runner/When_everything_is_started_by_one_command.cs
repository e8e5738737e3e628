using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance.Runner;

public sealed class When_everything_is_started_by_one_command : IDisposable
{
    private readonly RunnerProcess runner = new();
    private readonly int[] ports = FreePort.Take(6);

    [Theory]
    [InlineData(2)]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.Kill)]
    public async Task Should_leave_nothing_behind(int signal)
    {
        Start();
        await runner.ReadAsync(until: "Stop: Ctrl-C");
        var started = runner.Descendants();
        // Azurite, the broker, the host, and the app below the host.
        Assert.Equal(4, started.Count);

        Signals.Send(runner.Process.Id, signal);

        await runner.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(started.Select(process => process.WaitForExitAsync(TestContext.Current.CancellationToken)));
        if (signal != Signals.Kill)
        {
            Assert.Equal(0, runner.Process.ExitCode);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Should_keep_secrets_from_others_on_the_machine()
    {
        File.WriteAllText(runner.SettingsFile, """{"Values":{}}""");
        File.SetUnixFileMode(runner.SettingsFile, (UnixFileMode)0b110_100_100);
        Directory.CreateDirectory(Path.Combine(runner.DataFolder, "logs"), (UnixFileMode)0b111_101_101);
        Start();
        await runner.ReadAsync(until: "Stop: Ctrl-C");

        var secrets = JsonNode.Parse(File.ReadAllText(runner.SettingsFile))!["Values"]!.AsObject()
            .SelectMany(setting => ((string)setting.Value!).Split(';')).Select(part => part.Split("SharedAccessKey=")[^1]).Where(part => part.EndsWith('=')).ToList();
        var commandLines = runner.Descendants().Select(process => File.ReadAllText($"/proc/{process.Id}/cmdline")).ToList();
        var logs = Directory.GetFiles(Path.Combine(runner.DataFolder, "logs")).ToDictionary(file => file, File.ReadAllText);
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(commandLines.Concat(logs.Values), text => text.Contains(secret, StringComparison.Ordinal)));
        string[] folders = ["azurite", "broker", "host", "logs"];
        Assert.All(
            folders.Select(name => Path.Combine(runner.DataFolder, name)).Concat(logs.Keys).Append(runner.SettingsFile),
            path => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(path) & (UnixFileMode)0b000_111_111));
    }

    /// <summary>The settings of one machine, taken to Azure: the pages would be open to everybody.</summary>
    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID", "1")]
    [InlineData("WEBSITE_HOSTNAME", "acme.azurewebsites.net")]
    [InlineData("WEBSITE_AUTH_ENABLED", "true")]
    public async Task Should_not_start_without_a_sign_in_where_azure_is(string variable, string value)
    {
        File.WriteAllText(runner.SettingsFile, new JsonObject { ["Values"] = new JsonObject { ["Pages__SignIn"] = "Off", [variable] = value } }.ToJsonString());

        runner.StartAsGiven([.. Options(ports), "--app", Checkout.BuildOf("Router.Functions"), "--data", runner.DataFolder, "--settings", runner.SettingsFile]);

        await runner.ReadAsync();
        Assert.Equal(1, runner.Process.ExitCode);
        Assert.Contains("Pages__SignIn is Off, which opens the team's pages to everybody", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_end_with_the_reason_when_a_part_ends()
    {
        Start();
        await runner.ReadAsync(until: "Stop: Ctrl-C");
        var broker = runner.Descendants().First(process => process.ProcessName == "router-broker");

        broker.Kill();

        await runner.ReadAsync();
        Assert.Equal(1, runner.Process.ExitCode);
        Assert.Contains("broker ended unexpectedly", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_name_the_option_for_a_port_in_use()
    {
        using var taken = new TcpListener(IPAddress.Loopback, ports[0]);
        taken.Start();

        Start();

        await runner.ReadAsync();
        Assert.Equal(1, runner.Process.ExitCode);
        Assert.Contains($"Port {ports[0]} is in use. Choose another with --port N", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_start_nothing_where_another_uses_the_data()
    {
        Start();
        await runner.ReadAsync(until: "Stop: Ctrl-C");
        var others = FreePort.Take(6);
        using var second = new RunnerProcess();

        second.StartAsGiven([.. Options(others), "--data", runner.DataFolder, "--settings", runner.SettingsFile]);

        await second.ReadAsync();
        Assert.Equal(1, second.Process.ExitCode);
        Assert.Equal($"Another Router uses the data in {runner.DataFolder}. End it, or name another folder with --data.", second.Output);
    }

    [Fact]
    public async Task Should_be_found_by_commands_that_name_its_settings()
    {
        Start();
        var printed = await runner.ReadAsync(until: "Stop: Ctrl-C");
        Assert.Contains(printed, line => line.Contains($"secret Email__Secret --settings {runner.SettingsFile} |", StringComparison.Ordinal));
        using var second = new RunnerProcess();

        second.StartAsGiven("replay", "--settings", runner.SettingsFile);

        await second.ReadAsync();
        Assert.Equal((0, "0 stopped. To run them again: --all, --queue NAME or --request ID."), (second.Process.ExitCode, second.Output));
    }

    [Fact]
    public async Task Should_show_each_sample_settled()
    {
        runner.WriteManifest(
            new JsonObject { ["name"] = "a mail", ["channel"] = "email", ["file"] = "mail.eml", ["path"] = "/api/email", ["contentType"] = "message/rfc822" },
            new JsonObject { ["name"] = "a hook", ["channel"] = "webhook", ["file"] = "hook.json", ["path"] = "/api/webhooks/github", ["contentType"] = "application/json", ["sign"] = "github" });

        runner.Start("demo", "--json");

        var lines = (await runner.ReadAsync()).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(0, runner.Process.ExitCode);
        Assert.Equal(["a mail", "a hook"], lines.Select(line => (string?)line["name"]));
        Assert.All(lines, line => Assert.True((bool)line["settled"]!));
    }

    [Fact]
    public async Task Should_fail_and_say_why_when_a_sample_is_refused()
    {
        runner.WriteManifest(new JsonObject { ["name"] = "elsewhere", ["channel"] = "form", ["file"] = "mail.eml", ["path"] = "/api/nothing", ["contentType"] = "text/plain" });

        runner.Start("demo");

        Assert.Contains("NOT SETTLED", string.Concat(await runner.ReadAsync()), StringComparison.Ordinal);
        Assert.Equal(1, runner.Process.ExitCode);
        Assert.Contains("elsewhere: Answered 207", runner.Output, StringComparison.Ordinal);
    }

    public void Dispose() => runner.Dispose();

    private static string[] Options(int[] ports) =>
        ["--port", $"{ports[0]}", "--blob-port", $"{ports[1]}", "--queue-port", $"{ports[2]}", "--table-port", $"{ports[3]}", "--broker-port", $"{ports[4]}", "--broker-http-port", $"{ports[5]}"];

    private void Start() => runner.Start(Options(ports));
}
