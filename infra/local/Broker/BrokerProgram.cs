using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Router.Broker;

/// <summary>Runs the broker until it is told to stop: exit code 0 after a signal, 1 when it could not start or could not go on, 2 when the arguments are wrong.</summary>
internal static class BrokerProgram
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        if (BrokerArguments.AsksForHelp(args))
        {
            Console.WriteLine(BrokerArguments.Usage);
            return 0;
        }

        BrokerOptions options;
        try
        {
            options = BrokerArguments.Parse(args, Environment.GetEnvironmentVariable(BrokerArguments.KeyVariable));
        }
        catch (Exception exception) when (exception is FormatException or JsonException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"router-broker: {exception.Message}");
            return WrongUsage;
        }

        try
        {
            await using var server = await BrokerServer.StartAsync(options);
            server.CommandFailed += (entity, exception) => Console.Error.WriteLine($"{entity}: {exception}");
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stopping));
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stopping));
            Console.WriteLine(Welcome(server, options));
            await await Task.WhenAny(stopping.Task, server.Completion);
            return 0;
        }
        catch (Exception exception) when (exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            Console.Error.WriteLine($"router-broker: port {options.Port} (AMQP){Or(options.TlsPort, "AMQP over TLS")}{Or(options.HttpPort, "HTTP")} is in use; choose others with --port, --tls-port and --http-port.");
        }
        catch (Exception exception) when (exception is FormatException or JsonException or IOException or SocketException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"router-broker: {exception.Message}");
        }

        return Failed;
    }

    // The first line is what scripts wait for.
    private static string Welcome(BrokerServer server, BrokerOptions options)
    {
        var lines = new List<string>
        {
            $"listening amqp://127.0.0.1:{server.Port}",
            $"connection string  Endpoint=sb://localhost:{server.Port};SharedAccessKeyName={options.KeyName};SharedAccessKey={ShownKey(options)};UseDevelopmentEmulator=true",
        };
        if (options.TlsPort is not null)
            lines.Add($"TLS                amqps://localhost:{server.TlsPort}{(server.AuthorityFile is { } file ? $", trust {file}" : "")}");
        lines.Add($"health             http://127.0.0.1:{server.HttpPort}/health");
        lines.Add(options.DataDirectory is { } data
            ? $"messages           kept in {Path.GetFullPath(data)}, {(options.FlushToDisk ? "flushed to the disk before each acknowledgement" : "safe from a kill of the broker, not from a power cut (--fsync)")}"
            : "messages           in memory only (--data DIR keeps them)");
        if (options.JwtIssuer is { } issuer)
            lines.Add($"WARNING            tokens of issuer {issuer} are taken without a look at their signature");
        return string.Join(Environment.NewLine, lines);
    }

    // Output ends in log files; whoever set a key of his own has it.
    private static string ShownKey(BrokerOptions options) => options.Key == Security.SasKey.DefaultKey ? options.Key : $"<{BrokerArguments.KeyVariable}>";

    private static string Or(int? port, string what) => port is null ? "" : $" or {port} ({what})";

    private static void Stop(PosixSignalContext context, TaskCompletionSource stopping)
    {
        context.Cancel = true;
        stopping.TrySetResult();
    }
}
