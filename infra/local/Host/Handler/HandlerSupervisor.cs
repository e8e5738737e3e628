using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Children;

namespace Router.FunctionsHost.Handler;

/// <summary>Keeps the custom handler running by the real host's rules: ready by polling, restarted by exit code, ended without a signal it could catch.</summary>
internal sealed partial class HandlerSupervisor(HandlerCommand command, HandlerClient client, RestartPolicy policy, TimeProvider time, ILogger<HandlerSupervisor> log)
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan InitializationTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private TaskCompletionSource<HandlerRun> ready = NewReady();
    private HandlerRun? current;
    private bool stopping;

    /// <summary>Runs until the handler crashed too often (the returned text says so) or <paramref name="stop"/> ends it.</summary>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (exitCode, intended) = await RunOnceAsync(stop);
            if (stop.IsCancellationRequested)
            {
                break;
            }

            var decision = intended ? RestartDecision.Restart : policy.Decide(exitCode, time.GetUtcNow());
            Log.Exited(log, exitCode, decision);
            if (decision == RestartDecision.ShutDown)
            {
                GiveUp("The custom handler is gone.");
                return $"The custom handler crashed too often (last exit code {exitCode}); the host shuts down. Its lines in the log above say why.";
            }

            if (decision == RestartDecision.StayDown)
            {
                GiveUp("The custom handler ended with exit code 0, which is never restarted.");
                await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        return null;
    }

    /// <summary>The handler once it answers; fails when it will not come back.</summary>
    public Task<HandlerRun> WaitUntilReadyAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            return ready.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>functionTimeout: the process goes with every call in flight, and comes back.</summary>
    public void KillForTimeout(HandlerRun run, string function)
    {
        Log.TimedOut(log, function);
        run.KillForRestart();
    }

    /// <summary>The host's own end: no signal that the handler could catch.</summary>
    public void Kill()
    {
        lock (gate)
        {
            stopping = true;
            current?.Kill();
        }
    }

    private static TaskCompletionSource<HandlerRun> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void GiveUp(string reason)
    {
        lock (gate)
        {
            ready.TrySetException(new HostException(reason));
        }
    }

    private async Task<(int ExitCode, bool Intended)> RunOnceAsync(CancellationToken stop)
    {
        var started = await DependentProcess.StartAsync(command.At(client.Port, FunctionInvoker.NewInvocationId()));
        using var run = new HandlerRun(started);
        lock (gate)
        {
            current = run;
            if (stopping)
            {
                run.Kill();
            }
        }

        Log.Started(log, started.Id, client.Port);
        var output = Task.WhenAll(ReadAsync(started.StandardOutput, false), ReadAsync(started.StandardError, true));
        await BecomeReadyAsync(run, stop);
        await run.Exited;
        lock (gate)
        {
            ready = ready.Task.IsCompleted ? NewReady() : ready;
        }

        // A grandchild may hold the pipes open after the handler has gone.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None));
        return (run.ExitCode, run.RestartIntended);
    }

    private async Task BecomeReadyAsync(HandlerRun run, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        while (!run.Exited.IsCompleted)
        {
            if (await client.AnswersAsync(stop))
            {
                Log.Ready(log, (int)time.GetElapsedTime(since).TotalMilliseconds);
                ready.TrySetResult(run);
                return;
            }

            if (time.GetElapsedTime(since) > InitializationTimeout)
            {
                Log.NeverReady(log, client.Port);
                run.Kill();
                return;
            }

            await Task.WhenAny(run.Exited, Task.Delay(PollEvery, time, CancellationToken.None));
        }
    }

    private async Task ReadAsync(StreamReader reader, bool isErrorStream)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            var level = HandlerOutput.LevelOf(isErrorStream, line);
            Log.Line(log, level, line);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Custom handler started: process {ProcessId}, port {Port}")]
        public static partial void Started(ILogger logger, int processId, int port);

        [LoggerMessage(2, LogLevel.Information, "Custom handler ready after {Milliseconds} ms")]
        public static partial void Ready(ILogger logger, int milliseconds);

        [LoggerMessage(3, LogLevel.Warning, "Custom handler ended with exit code {ExitCode}: {Decision}")]
        public static partial void Exited(ILogger logger, int exitCode, RestartDecision decision);

        [LoggerMessage(4, LogLevel.Error, "No answer on 127.0.0.1:{Port} within 30 s: does the handler listen on FUNCTIONS_CUSTOMHANDLER_PORT?")]
        public static partial void NeverReady(ILogger logger, int port);

        [LoggerMessage(5, LogLevel.Error, "{Function} exceeded functionTimeout; the handler is killed with every call in flight")]
        public static partial void TimedOut(ILogger logger, string function);

        [LoggerMessage(EventId = 6, Message = "app| {Line}")]
        public static partial void Line(ILogger logger, LogLevel level, string line);
    }
}
