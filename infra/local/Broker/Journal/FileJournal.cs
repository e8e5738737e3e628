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
    private const int LargestSpare = 4 * 1024 * 1024;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim work = new(0);
    private readonly FileStream owner;
    private readonly JournalSettings settings;
    private readonly MemoryStream body = new();
    private readonly BinaryWriter writer;
    private readonly Task loop;
    private MemoryStream group = new();
    private MemoryStream spareGroup = new();
    private List<Action> callbacks = [];
    private List<Action> spareCallbacks = [];
    private FileStream file;
    private JournalCompaction? compaction;
    private long length;
    private long compactAt;
    private bool closing;
    private bool signalled;

    private FileJournal(FileStream owner, FileStream file, JournalSettings settings)
    {
        this.owner = owner;
        this.file = file;
        this.settings = settings;
        length = file.Length;
        compactAt = Math.Max(settings.CompactAbove, 2 * length);
        writer = new BinaryWriter(body);
        loop = Task.Run(WriteGroupsAsync);
    }

    /// <summary>Told why a rewrite of the log did not succeed; the log itself goes on.</summary>
    public event Action<Exception>? CompactionFailed;

    /// <summary>Ends, with the exception, when a group could not be written; nothing is acknowledged from then on.</summary>
    public Task Completion => loop;

    /// <summary>Bytes of the log, to be watched.</summary>
    public long Length => Volatile.Read(ref length);

    public static (FileJournal Journal, JournalImage Image) Open(JournalSettings settings)
    {
        Directory.CreateDirectory(settings.Directory);
        var owner = new FileStream(Path.Combine(settings.Directory, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var image = settings.NewImage();
        JournalFile.Read(settings.File, image);
        JournalFile.Rewrite(settings.File, image);
        var file = new FileStream(settings.File, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return (new FileJournal(owner, file, settings), image);
    }

    public void Stored(string entity, QueuedMessage message) => Append(() => JournalRecord.Stored(writer, entity, message));

    public void Changed(string entity, QueuedMessage message) => Append(() => JournalRecord.Changed(writer, entity, message));

    public void Removed(string entity, long sequenceNumber) => Append(() => JournalRecord.Removed(writer, entity, sequenceNumber));

    public void Moved(string from, long sequenceNumber, string to, QueuedMessage message) =>
        Append(() => JournalRecord.Moved(writer, from, sequenceNumber, to, message));

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
        if (compaction is not null)
            await compaction.AbandonAsync();
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
            if (settings.FlushToDisk)
                file.Flush(flushToDisk: true);
            Volatile.Write(ref length, length + records.Length);
            Trim(records);
            foreach (var callback in done)
                callback();
            done.Clear();
            if (last)
                return;
            await CompactAsync();
        }
    }

    // One large group must not hold its memory for ever.
    private static void Trim(MemoryStream records)
    {
        records.SetLength(0);
        if (records.Capacity > LargestSpare)
            records.Capacity = 0;
    }

    private async Task CompactAsync()
    {
        try
        {
            if (compaction is null && length >= compactAt)
            {
                compaction = new JournalCompaction(settings.File, length, () => Length, settings.NewImage());
                _ = compaction.Ready.ContinueWith(_ => WhenDurable(static () => { }), TaskScheduler.Default);
            }

            if (compaction is not { Ready.IsCompleted: true })
                return;
            await compaction.Ready;
            var fresh = compaction.Finish(settings.FlushToDisk);
            await file.DisposeAsync();
            file = fresh;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The log as it stands is whole; the next try is when it has doubled.
            if (compaction is not null)
                await compaction.AbandonAsync();
            (compaction, compactAt) = (null, 2 * length);
            CompactionFailed?.Invoke(exception);
            return;
        }

        await compaction.DisposeAsync();
        compaction = null;
        Volatile.Write(ref length, file.Length);
        compactAt = Math.Max(settings.CompactAbove, 2 * length);
        // Were this to fail, the new name might not survive a power cut, and nothing may be acknowledged any more.
        if (settings.FlushToDisk)
            DirectoryFlush.Flush(settings.Directory);
    }
}
