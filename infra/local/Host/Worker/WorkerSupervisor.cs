using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Children;

namespace Router.FunctionsHost.Worker;

/// <summary>Keeps the worker running by the real host's rules: restarted by exit code, asked to end before it is killed.</summary>
internal sealed partial class WorkerSupervisor(WorkerStarter starter, RestartPolicy policy, TimeProvider time, ILogger<WorkerSupervisor> log)
{
    /// <summary>How long a worker may take to end after it was asked to; the real host's figure.</summary>
    public static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private TaskCompletionSource<WorkerRun> ready = NewReady();
    private WorkerRun? current;
    private bool stopping;

    /// <summary>Runs until the worker crashed too often (the returned text says so) or <paramref name="stop"/> ends it.</summary>
    /// <exception cref="HostException">The app can't run at all.</exception>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        try
        {
            return await KeepRunningAsync(stop);
        }
        catch (HostException e)
        {
            GiveUp(e.Message);
            throw;
        }
    }

    /// <summary>The worker once it has loaded its functions; fails when it will not come back.</summary>
    public Task<WorkerRun> WaitUntilReadyAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            return ready.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>functionTimeout: the process goes with every call in flight, and comes back.</summary>
    public void KillForTimeout(WorkerRun run, string function)
    {
        Log.TimedOut(log, function);
        run.KillForRestart();
    }

    /// <summary>The host's own end: the worker is asked to end, and killed if it does not.</summary>
    public async Task EndAsync()
    {
        WorkerRun? run;
        lock (gate)
        {
            stopping = true;
            run = current;
        }

        if (run is not null)
        {
            run.Channel.Terminate(TerminationGrace);
            await Task.WhenAny(run.Exited, Task.Delay(TerminationGrace, time, CancellationToken.None));
            run.Kill();
        }
    }

    private static TaskCompletionSource<WorkerRun> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<string?> KeepRunningAsync(CancellationToken stop)
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
                GiveUp("The worker is gone.");
                return $"The worker crashed too often (last exit code {exitCode}); the host shuts down. Its lines in the log above say why.";
            }

            if (decision == RestartDecision.StayDown)
            {
                GiveUp("The worker ended with exit code 0, which is never restarted.");
                await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        return null;
    }

    private void GiveUp(string reason)
    {
        lock (gate)
        {
            ready.TrySetException(new HostException(reason));
        }
    }

    private async Task<(int ExitCode, bool Intended)> RunOnceAsync(CancellationToken stop)
    {
        var channel = starter.NewChannel();
        var process = await DependentProcess.StartAsync(starter.Command(channel));
        using var run = new WorkerRun(process, channel);
        lock (gate)
        {
            current = run;
            if (stopping)
            {
                run.Kill();
            }
        }

        Log.Started(log, process.Id);
        var output = Task.WhenAll(ReadAsync(process.StandardOutput, false), ReadAsync(process.StandardError, true));
        var exited = run.Exited.ContinueWith(_ => channel.Close(), TaskScheduler.Default);
        try
        {
            await BecomeReadyAsync(run, stop);
            await channel.Closed;
        }
        finally
        {
            lock (gate)
            {
                ready = ready.Task.IsCompletedSuccessfully ? NewReady() : ready;
            }

            // Without its stream a worker is of no use; one that was asked to end is given the time for it.
            await Task.WhenAny(run.Exited, Task.Delay(TerminationGrace, time, CancellationToken.None));
            run.Kill();
            await exited;
        }

        // A grandchild may hold the pipes open after the worker has gone.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None));
        return (run.ExitCode, run.RestartIntended);
    }

    private async Task BecomeReadyAsync(WorkerRun run, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        try
        {
            await starter.PrepareAsync(run, stop);
            Log.Ready(log, (int)time.GetElapsedTime(since).TotalMilliseconds);
            lock (gate)
            {
                ready.TrySetResult(run);
            }
        }
        catch (Exception e) when (e is WorkerGoneException or TimeoutException or OperationCanceledException)
        {
            if (!stop.IsCancellationRequested)
            {
                Log.NotReady(log, e.Message);
            }

            run.Channel.Close();
        }
        catch (HostException)
        {
            run.Kill();
            throw;
        }
    }

    private async Task ReadAsync(StreamReader reader, bool isErrorStream)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            var level = WorkerOutput.LevelOf(isErrorStream, line);
            WorkerOutput.Line(log, level, line);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Worker started: process {ProcessId}")]
        public static partial void Started(ILogger logger, int processId);

        [LoggerMessage(2, LogLevel.Information, "Worker ready after {Milliseconds} ms")]
        public static partial void Ready(ILogger logger, int milliseconds);

        [LoggerMessage(3, LogLevel.Warning, "Worker ended with exit code {ExitCode}: {Decision}")]
        public static partial void Exited(ILogger logger, int exitCode, RestartDecision decision);

        [LoggerMessage(4, LogLevel.Error, "The worker did not become ready: {Reason}")]
        public static partial void NotReady(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Error, "{Function} exceeded functionTimeout; the worker is killed with every call in flight")]
        public static partial void TimedOut(ILogger logger, string function);
    }
}
