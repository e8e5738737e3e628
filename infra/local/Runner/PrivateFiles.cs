namespace Router.Runner;

/// <summary>Keeps what holds mail, logs and secrets from the other people of this machine.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>Makes the folder and those above it that are missing, for their owner only. One that is there and open to others is closed.</summary>
    public static string Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path).FullName;
        }

        // .NET gives the mode to the innermost one only.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent && !Directory.Exists(parent))
        {
            Folder(parent);
        }

        var folder = Directory.CreateDirectory(path, OwnersFolder);
        Close(folder, OwnersFolder);
        return folder.FullName;
    }

    /// <summary>An empty file that only its owner can open, from the first byte on.</summary>
    public static StreamWriter Create(string path)
    {
        if (File.Exists(path))
        {
            CloseFile(path);
        }

        return new StreamWriter(Open(path, FileMode.Create, FileShare.Read));
    }

    /// <summary>A file to write to; one that is made now only its owner can open.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = OwnersFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Takes everybody else's rights to a file away.</summary>
    public static void CloseFile(string path) => Close(new FileInfo(path), OwnersFile);

    private static void Close(FileSystemInfo opened, UnixFileMode most)
    {
        if (OperatingSystem.IsWindows() || (opened.UnixFileMode & ~most) == 0)
        {
            return;
        }

        try
        {
            opened.UnixFileMode &= most;
        }
        catch (UnauthorizedAccessException)
        {
            throw new RunnerException($"{opened.FullName} can be read by others, and is not yours to close. Its owner has to: chmod go= {opened.FullName}");
        }
    }
}
