using System.Security.Cryptography;
using Router.GraphStandIn.Mails;

namespace Router.GraphStandIn.Folders;

/// <summary>A folder of .eml files as mailbox: new files become mail, and what is sent stands in its folder "sent".</summary>
internal sealed class FolderMailbox(string path, MailStore store, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly string sent = Path.Combine(path, "sent");
    private Task watching = Task.CompletedTask;

    public void Start()
    {
        MakeForOwner(sent);
        store.Departed += Write;
        watching = WatchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            // By looking: notices of the file system get lost on shared folders.
            for (Dictionary<string, long> before = []; ; await Task.Delay(Pause, time, stopping.Token))
            {
                before = Look(before);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    // A file that grew since the last look is still being written.
    private Dictionary<string, long> Look(Dictionary<string, long> before)
    {
        var now = Directory.EnumerateFiles(path, "*.eml").Where(file => !known.Contains(file)).ToDictionary(file => file, file => new FileInfo(file).Length);
        foreach (var (file, length) in now.Where(entry => before.TryGetValue(entry.Key, out var earlier) && earlier == entry.Value).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            known.Add(file);
            var mime = File.ReadAllBytes(file);
            // The same file has the same id after a restart.
            store.Add(mime, immutableId: "AAkALg" + Convert.ToHexString(SHA256.HashData(mime)));
        }

        return now;
    }

    private void Write(StoredMail mail)
    {
        var name = $"{time.GetUtcNow():yyyyMMdd-HHmmss-fff}-{Convert.ToHexString(SHA256.HashData(mail.Mime))[..8]}.eml";
        var partial = Path.Combine(sent, name + ".part");
        using (var file = new FileStream(partial, ForOwner()))
        {
            file.Write(mail.Mime);
        }

        File.Move(partial, Path.Combine(sent, name), overwrite: true);
    }

    // What is sent to customers is nobody else's on this machine, whatever the mailbox's own folder is open to.
    private static void MakeForOwner(string folder)
    {
        const UnixFileMode ownersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, ownersFolder).UnixFileMode = ownersFolder;
    }

    private static FileStreamOptions ForOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
