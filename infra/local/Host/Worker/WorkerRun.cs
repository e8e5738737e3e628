using System.Diagnostics;

namespace Router.FunctionsHost.Worker;

/// <summary>One life of the worker, from its start to its exit.</summary>
internal sealed class WorkerRun(Process process, WorkerChannel channel) : IDisposable
{
    private readonly Lock gate = new();
    private bool disposed;

    public WorkerChannel Channel => channel;

    /// <summary>Where the worker takes HTTP requests; known once it is initialized.</summary>
    public Uri? HttpAddress { get; set; }

    public Task Exited { get; } = process.WaitForExitAsync(CancellationToken.None);

    /// <summary>Set where the host ended it on purpose, so that the exit does not count as a crash.</summary>
    public bool RestartIntended { get; private set; }

    public bool HasExited
    {
        get
        {
            lock (gate)
            {
                return disposed || process.HasExited;
            }
        }
    }

    public int ExitCode => process.ExitCode;

    public void KillForRestart()
    {
        RestartIntended = true;
        Kill();
    }

    public void Kill()
    {
        lock (gate)
        {
            if (!disposed && !process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            process.Dispose();
        }
    }
}
