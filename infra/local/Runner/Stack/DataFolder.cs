namespace Router.Runner.Stack;

/// <summary>The folder in which a stack keeps its data; one stack at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "in-use";

    // EAGAIN of Linux and of macOS, and ERROR_SHARING_VIOLATION.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    /// <summary>Makes the folder where it is missing, for its owner only, and holds it until it is disposed of or this process is gone.</summary>
    /// <exception cref="RunnerException">The folder can't be used, or another stack uses it.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            // One that somebody else made may be shared for a reason; what the stack makes within it is not.
            return new DataFolder(path, Hold(Directory.Exists(path) ? path : PrivateFiles.Folder(path), FileMode.OpenOrCreate));
        }
        catch (IOException failure) when (HeldByAnother.Contains(failure.HResult))
        {
            throw new RunnerException($"Another Router uses the data in {path}. End it, or name another folder with --data.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw RunnerException.OfUsage($"No data can be kept in {path} (--data): {failure.Message}", failure);
        }
    }

    public static bool IsInUse(string path)
    {
        try
        {
            Hold(path, FileMode.Open).Dispose();
            return false;
        }
        catch (IOException failure)
        {
            return HeldByAnother.Contains(failure.HResult);
        }
    }

    /// <summary>Removes what earlier runs have left.</summary>
    public void Empty()
    {
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Where(entry => entry.Name != LockName).ToList())
        {
            if (entry is DirectoryInfo { LinkTarget: null } folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    public void Dispose() => held.Dispose();

    private static FileStream Hold(string path, FileMode mode) => PrivateFiles.Open(System.IO.Path.Combine(path, LockName), mode, FileShare.None);
}
