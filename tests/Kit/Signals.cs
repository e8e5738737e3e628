using System.Runtime.InteropServices;

namespace Router.Kit;

/// <summary>POSIX signals to processes of the stack.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;

    public static void Send(int processId, int signal)
    {
        if (processId > 0)
        {
            _ = kill(processId, signal);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
}
