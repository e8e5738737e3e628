using System.Runtime.InteropServices;

namespace Router.Broker.Journal;

/// <summary>A file's new name survives a power cut only once its directory was flushed, for which .NET has no call.</summary>
internal static partial class DirectoryFlush
{
    public static void Flush(string directory)
    {
        // Windows writes renames through by itself.
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(directory, 0);
        if (handle < 0)
            throw new IOException($"{directory} can't be opened to flush it (error {Marshal.GetLastPInvokeError()}).");
        var failed = Fsync(handle) < 0;
        _ = Close(handle);
        if (failed)
            throw new IOException($"{directory} can't be flushed (error {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
