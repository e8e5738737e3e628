using System.Collections.Concurrent;
using System.Diagnostics;

namespace Router.FunctionsHost.Children;

/// <summary>
/// Starts processes that do not outlive this one, not even when it is killed: the kernel kills them with their parent.
/// They get a session of their own, so that Ctrl-C reaches the parent alone, which then ends them in order.
/// </summary>
internal static class DependentProcess
{
    private static readonly BlockingCollection<Action> Starts = [];

    // The kernel's "parent" is the thread that forked, and pool threads come and go: one thread starts everything and never ends.
    private static readonly Lazy<Thread> Starter = new(() =>
    {
        var thread = new Thread(() =>
        {
            foreach (var start in Starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "process starter" };
        thread.Start();
        return thread;
    });

    /// <summary>Whether the machine can tie a child to its parent's life (Linux with util-linux).</summary>
    public static bool IsGuarded { get; } = OperatingSystem.IsLinux() && OnPath("setsid") && OnPath("setpriv");

    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        _ = Starter.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var guarded = IsGuarded ? Guard(info) : info;
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(guarded)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    // Both tools replace themselves by the command, so the process id stays that of the command.
    private static ProcessStartInfo Guard(ProcessStartInfo info)
    {
        var command = info.ArgumentList.ToArray();
        var program = info.FileName;
        info.FileName = "setsid";
        info.ArgumentList.Clear();
        foreach (var argument in (string[])["setpriv", "--pdeathsig", "KILL", "--", program, .. command])
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
