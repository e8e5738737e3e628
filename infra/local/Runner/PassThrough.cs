using System.Diagnostics;
using Router.Runner.Stack;

namespace Router.Runner;

/// <summary>Runs another program of the build with this one's stdin, stdout and stderr.</summary>
internal static class PassThrough
{
    public static async Task<int> RunAsync(string program, IEnumerable<string> arguments, CancellationToken stop, IReadOnlyDictionary<string, string>? environment = null)
    {
        var command = DotnetPrograms.Locate(new ProcessStartInfo(program, arguments));
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            command.Environment[name] = value;
        }

        // It shares the terminal, so Ctrl-C reaches it directly; only SIGTERM has to be handed on.
        using var process = Process.Start(command)!;
        await using var handOn = stop.Register(() => ProcessSignal.Terminate(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }
}
