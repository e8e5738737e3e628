using System.Runtime.InteropServices;
using Router.GraphStandIn;

if (args.Contains("--help"))
{
    Console.WriteLine(GraphServerOptions.Usage);
    return 0;
}

GraphServerOptions options;
try
{
    options = GraphServerOptions.Parse(args, Environment.GetEnvironmentVariable(GraphServerOptions.KeyVariable));
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"router-graph: {wrong.Message}");
    return 2;
}

try
{
    await using var server = await GraphServer.StartAsync(options);
    var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stopping.TrySetResult();
    }

    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    Console.WriteLine($"listening {server.Url}");
    await stopping.Task;
    return 0;
}
catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"router-graph: {wrong.Message}");
    return 1;
}
