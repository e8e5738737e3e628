using Router.Broker.Entities;

namespace Router.Broker.Journal;

/// <summary>
/// An append-only log with group commit. Records gather in memory while the last group is being written; then the whole group goes out
/// in one write, and only after it do the acknowledgements of that group.
/// A group handed to the operating system survives the death of this process (SIGKILL included), not a power cut. With
/// <c>flushToDisk</c> each group is also fsynced and survives that too.
/// </summary>
internal sealed class FileJournal : IJournal
{
    public const string FileName = "journal.log";
    private readonly Lock gate = new();
    private readonly SemaphoreSlim work = new(0);
    private readonly FileStream owner;
    private readonly FileStream file;
    private readonly bool flushToDisk;
    private readonly MemoryStream body = new();
    private readonly BinaryWriter writer;
    private readonly Task loop;
    private MemoryStream group = new();
    private MemoryStream spareGroup = new();
    private List<Action> callbacks = [];
    private List<Action> spareCallbacks = [];
    private bool closing;
    private bool signalled;

    private FileJournal(FileStream owner, FileStream file, bool flushToDisk)
    {
        this.owner = owner;
        this.file = file;
        this.flushToDisk = flushToDisk;
        writer = new BinaryWriter(body);
        loop = Task.Run(WriteGroupsAsync);
    }

    /// <summary>Ends, with the exception, when a group could not be written; nothing is acknowledged from then on.</summary>
    public Task Completion => loop;

    public static (FileJournal Journal, JournalImage Image) Open(string directory, bool flushToDisk, DateTimeOffset now)
    {
        Directory.CreateDirectory(directory);
        var owner = new FileStream(Path.Combine(directory, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var path = Path.Combine(directory, FileName);
        var image = JournalFile.Read(path);
        JournalFile.Rewrite(path, image, now);
        var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        return (new FileJournal(owner, file, flushToDisk), image);
    }

    public void Stored(string entity, QueuedMessage message) => Append(() => JournalRecord.Stored(writer, entity, message));

    public void Changed(string entity, QueuedMessage message) => Append(() => JournalRecord.Changed(writer, entity, message));

    public void Removed(string entity, long sequenceNumber) => Append(() => JournalRecord.Removed(writer, entity, sequenceNumber));

    public void SessionStateSet(string entity, string sessionId, ReadOnlyMemory<byte>? state) =>
        Append(() => JournalRecord.SessionState(writer, entity, sessionId, state));

    public void WhenDurable(Action callback)
    {
        lock (gate)
        {
            callbacks.Add(callback);
            Signal();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (closing)
                return;
            closing = true;
            work.Release();
        }

        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await file.DisposeAsync();
        await owner.DisposeAsync();
        await writer.DisposeAsync();
        work.Dispose();
    }

    private void Append(Action write)
    {
        lock (gate)
        {
            write();
            JournalFile.EndRecord(body, group);
            Signal();
        }
    }

    private void Signal()
    {
        if (signalled)
            return;
        signalled = true;
        work.Release();
    }

    private async Task WriteGroupsAsync()
    {
        while (true)
        {
            await work.WaitAsync();
            MemoryStream records;
            List<Action> done;
            bool last;
            lock (gate)
            {
                (records, group, spareGroup) = (group, spareGroup, group);
                (done, callbacks, spareCallbacks) = (callbacks, spareCallbacks, callbacks);
                last = closing;
                signalled = false;
            }

            await file.WriteAsync(records.GetBuffer().AsMemory(0, (int)records.Length));
            if (flushToDisk)
                file.Flush(flushToDisk: true);
            records.SetLength(0);
            foreach (var callback in done)
                callback();
            done.Clear();
            if (last)
                return;
        }
    }
}
