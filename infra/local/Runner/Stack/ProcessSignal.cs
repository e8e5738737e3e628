using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Router.Runner.Stack;

/// <summary>SIGTERM, which .NET can take but not send.</summary>
internal static partial class ProcessSignal
{
    private const int SigTerm = 15;

    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            // A process that has just ended is what was wanted.
            _ = Kill(process.Id, SigTerm);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
