using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Router.Broker;

/// <summary>Runs the broker until it is told to stop: exit code 0 after a signal, 1 when it could not start or could not go on.</summary>
internal static class BrokerProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        BrokerOptions? options = null;
        try
        {
            options = BrokerArguments.Parse(args);
            await using var server = await BrokerServer.StartAsync(options);
            server.CommandFailed += (entity, exception) => Console.Error.WriteLine($"{entity}: {exception}");
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stopping));
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stopping));
            Console.WriteLine($"listening amqp://127.0.0.1:{server.Port}");
            await await Task.WhenAny(stopping.Task, server.Completion);
            return 0;
        }
        catch (Exception exception) when (exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            Console.Error.WriteLine($"router-broker: port {options?.Port} (AMQP) or {options?.HttpPort} (HTTP) is in use; choose others with --port and --http-port.");
        }
        catch (Exception exception) when (exception is FormatException or JsonException or IOException or SocketException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"router-broker: {exception.Message}");
        }

        return 1;
    }

    private static void Stop(PosixSignalContext context, TaskCompletionSource stopping)
    {
        context.Cancel = true;
        stopping.TrySetResult();
    }
}
