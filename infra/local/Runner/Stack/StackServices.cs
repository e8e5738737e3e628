using System.Diagnostics;
using System.Globalization;
using Router.Runner.Settings;

namespace Router.Runner.Stack;

/// <summary>How each process of the stack is started.</summary>
internal sealed class StackServices(Checkout checkout, StackSettings settings, string settingsFile, string appRoot, string data)
{
    private readonly Ports ports = settings.Ports;

    public ServiceDefinition Azurite() => new(
        "Azurite",
        Command(
            "node",
            Path.Combine(checkout.AzuriteFolder, "node_modules", "azurite", "dist", "src", "azurite.js"),
            "--blobHost", "127.0.0.1", "--blobPort", Text(ports.Blob),
            "--queueHost", "127.0.0.1", "--queuePort", Text(ports.Queue),
            "--tableHost", "127.0.0.1", "--tablePort", Text(ports.Table),
            "--location", Folder("azurite"), "--disableTelemetry", "--skipApiVersionCheck", "--silent"),
        "Table service is successfully listening");

    public ServiceDefinition Broker()
    {
        var command = Command(
            checkout.ProgramOf("Router.Broker", "router-broker"),
            "--port", Text(ports.Broker), "--http-port", Text(ports.BrokerHttp), "--data", Folder("broker"), "--key-name", settings.KeyName);
        command.Environment["ROUTER_BROKER_KEY"] = settings.Key;
        return new ServiceDefinition("broker", command, "listening amqp://");
    }

    public ServiceDefinition Mailbox(string folder)
    {
        var command = Command(
            checkout.ProgramOf("Router.GraphStandIn", "router-graph"),
            "--port", Text(ports.Graph), "--address", StackSettings.MailboxAddress, "--folder", Directory.Exists(folder) ? folder : PrivateFiles.Folder(folder));
        command.Environment["ROUTER_GRAPH_KEY"] = StackSettings.GraphKey;
        return new ServiceDefinition("mailbox", command, "listening http://");
    }

    public ServiceDefinition Host()
    {
        var command = Command(
            checkout.ProgramOf("Router.FunctionsHost", "router-host"),
            "--app-root", appRoot, "--settings", settingsFile, "--port", Text(ports.Site), "--state", Folder("host"));
        foreach (var (name, value) in settings.Overrides())
        {
            command.Environment[name] = value;
        }

        // The host gives calls in flight ten seconds, and the worker five more, before it ends.
        return new ServiceDefinition("host", command, "listening http://") { StopPatience = TimeSpan.FromSeconds(18) };
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static ProcessStartInfo Command(string program, params IEnumerable<string> arguments) => DotnetPrograms.Locate(new ProcessStartInfo(program, arguments) { UseShellExecute = false });

    private string Folder(string name) => PrivateFiles.Folder(Path.Combine(data, name));
}
