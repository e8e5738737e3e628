using System.ComponentModel;
using System.Runtime.InteropServices;
using Router.FunctionsHost;
using Router.Runner;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    // The second Ctrl-C is taken as it is meant: the kernel ends what this process started.
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    var options = RunnerOptions.Parse(args);
    if (options.Command == "help")
    {
        Console.WriteLine(Usage.Text);
        return 0;
    }

    var checkout = Checkout.Find();
    Commands Prepared() => new(checkout, options, new Progress(TimeProvider.System), TimeProvider.System);
    return options.Command switch
    {
        "up" => await Prepared().UpAsync(stop.Token),
        "demo" => await Prepared().DemoAsync(stop.Token),
        "send" => await Prepared().SendAsync(stop.Token),
        "replay" => await Prepared().ReplayAsync(stop.Token),
        "secret" => Prepared().Secret(),
        "read" => await Prepared().RunAppAsync(["read", .. options.Words, .. options.Read, .. options.Json ? ["--json"] : Array.Empty<string>()], stop.Token),
        "backtest" or "corrections" or "sources" => await Prepared().RunAppAsync([options.Command, .. options.Words], stop.Token),
        "mailbox" => await Prepared().RunAppAsync(["mailbox", .. options.Words, .. options.Other is { } other ? ["--other", other] : Array.Empty<string>()], stop.Token),
        "classify" or "evaluate" or "train" or "team" =>
            await PassThrough.RunAsync(checkout.ProgramOf("Router.Functions", "router"), [options.Command, .. options.Words], stop.Token),
        "broker" => await PassThrough.RunAsync(checkout.ProgramOf("Router.Broker", "router-broker"), ["--tls-port", "5671", .. options.Words], stop.Token),
        var other => throw RunnerException.OfUsage($"There is no command '{other}'.{Environment.NewLine}{Usage.Text}"),
    };
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 130;
}
catch (RunnerException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return e.ExitCode;
}
catch (Exception e) when (e is HostException or IOException or UnauthorizedAccessException or Win32Exception)
{
    await Console.Error.WriteLineAsync(e.Message);
    return RunnerException.Failed;
}
