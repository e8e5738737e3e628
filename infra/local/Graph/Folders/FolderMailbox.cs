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
        Directory.CreateDirectory(sent);
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
        File.WriteAllBytes(partial, mail.Mime);
        File.Move(partial, Path.Combine(sent, name), overwrite: true);
    }
}
