using System.Runtime.InteropServices;
using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Queues;

if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine(HostOptions.Usage);
    return 0;
}

HostOptions options;
AppDefinition app;
try
{
    options = HostOptions.Parse(args);
    app = AppDefinition.Read(options.AppRoot, HostSettings.Read(options.SettingsFile, Environment.GetEnvironmentVariable));
}
catch (Exception e) when (e is HostException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

try
{
    using var logs = HostLogs.Create(options.Verbose);
    await using var host = new LocalHost(options, app, new ServiceBusConnector(TimeProvider.System, logs), TimeProvider.System, logs);
    using var stop = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    try
    {
        await host.StartAsync(stop.Token);
        Console.WriteLine($"listening {host.Address}");
        return await host.WorkerLife.WaitAsync(stop.Token) is { } reason ? throw new HostException(reason) : 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return 0;
    }
    finally
    {
        await host.StopAsync();
    }
}
catch (HostException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
