using System.Collections.Concurrent;
using System.Diagnostics;

namespace Router.Kit;

/// <summary>A process of the stack under test: its output is kept, and it never outlives the test.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;
    private readonly string name;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> awaited = new();

    private ChildProcess(string name, ProcessStartInfo start)
    {
        this.name = name;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) =>
        {
            foreach (var waiting in awaited.Values)
            {
                waiting.TrySetException(new InvalidOperationException($"{name} ended:\n{Tail()}"));
            }
        };
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public IEnumerable<string> Output => output;

    public static ChildProcess Start(string name, string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[key] = value;
        }

        var child = new ChildProcess(name, start);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits until a line of the output holds the text.</summary>
    /// <returns>The line.</returns>
    public async Task<string> WaitForOutputAsync(string text, TimeSpan atMost)
    {
        var waiting = awaited.GetOrAdd(text, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (output.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } printed)
        {
            waiting.TrySetResult(printed);
        }

        try
        {
            return await waiting.Task.WaitAsync(atMost);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{name} did not print \"{text}\" within {atMost.TotalSeconds} s:\n{Tail()}");
        }
    }

    public async Task<int> WaitForExitAsync(TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        output.Enqueue(line);
        foreach (var (text, waiting) in awaited)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                waiting.TrySetResult(line);
            }
        }
    }

    private string Tail() => string.Join('\n', output.TakeLast(30));
}
