using System.Diagnostics;
using Router.FunctionsHost.Children;

namespace Router.Runner.Stack;

/// <summary>One process of the stack: its log goes to a file, its last lines are at hand, and it can't outlive the runner.</summary>
internal sealed class ChildService : IAsyncDisposable
{
    private const int KeptLines = 15;

    private readonly Process process;
    private readonly StreamWriter file;
    private readonly Queue<string> tail = new();
    private readonly string logFile;
    private string? fault;
    private readonly TaskCompletionSource announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServiceDefinition definition;
    private readonly Task output;
    private readonly TimeProvider time;

    private ChildService(ServiceDefinition definition, Process process, string logFile, bool echo, TimeProvider time)
    {
        this.definition = definition;
        this.process = process;
        this.time = time;
        this.logFile = logFile;
        file = PrivateFiles.Create(logFile);
        file.AutoFlush = true;
        Exited = process.WaitForExitAsync();
        output = Task.WhenAll(ReadAsync(process.StandardOutput, echo), ReadAsync(process.StandardError, echo));
    }

    public string Name => definition.Name;

    public Task Exited { get; }

    public static async Task<ChildService> StartAsync(ServiceDefinition definition, string logs, bool echo, TimeProvider time, CancellationToken cancellation)
    {
        definition.Start.RedirectStandardInput = true;
        definition.Start.RedirectStandardOutput = true;
        definition.Start.RedirectStandardError = true;
        PrivateFiles.Folder(logs);
        var process = await DependentProcess.StartAsync(definition.Start);
        var service = new ChildService(definition, process, Path.Combine(logs, definition.LogName), echo, time);
        try
        {
            await service.BecomeReadyAsync(cancellation);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public string Tail()
    {
        lock (tail)
        {
            // A stack trace pushes the line that says what happened out of the last ones.
            IEnumerable<string> first = fault is null || tail.Contains(fault) ? [] : [fault, "…"];
            return string.Join(Environment.NewLine, [.. first.Concat(tail).Select(line => "    " + line), $"All of it: {logFile}"]);
        }
    }

    /// <summary>Asks it to end; insists when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            ProcessSignal.Terminate(process);
            await Task.WhenAny(Exited, Task.Delay(definition.StopPatience, time));
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await Exited;
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1), time));
        process.Dispose();
        lock (tail)
        {
            file.Dispose();
        }
    }

    private async Task BecomeReadyAsync(CancellationToken cancellation)
    {
        var deadline = Task.Delay(definition.ReadyWithin, time, cancellation);
        var first = await Task.WhenAny(announced.Task, Exited, deadline);
        cancellation.ThrowIfCancellationRequested();
        if (first == Exited)
        {
            await output;
            throw new RunnerException($"{Name} ended while it started:{Environment.NewLine}{Tail()}");
        }

        if (first == deadline)
        {
            throw new RunnerException($"{Name} was not ready within {definition.ReadyWithin.TotalSeconds:0} s:{Environment.NewLine}{Tail()}");
        }
    }

    private async Task ReadAsync(StreamReader reader, bool echo)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Keep(line);
            if (echo)
            {
                await Console.Error.WriteLineAsync($"{Name,-8} {line}");
            }

            if (line.Contains(definition.ReadyLine, StringComparison.Ordinal))
            {
                announced.TrySetResult();
            }
        }
    }

    private void Keep(string line)
    {
        lock (tail)
        {
            if (file.BaseStream is { CanWrite: true })
            {
                file.WriteLine(line);
            }

            fault ??= line.Contains("Unhandled exception", StringComparison.Ordinal) ? line : null;
            tail.Enqueue(line);
            if (tail.Count > KeptLines)
            {
                tail.Dequeue();
            }
        }
    }
}
