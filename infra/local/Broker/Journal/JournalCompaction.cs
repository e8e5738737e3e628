namespace Router.Broker.Journal;

/// <summary>
/// Writes what is alive in the first part of a log into a new file while the log goes on growing, then follows it. The log's writer finishes:
/// it adds the last bytes between two groups and puts the new file in the old one's place. A crash before that leaves the old log as it was.
/// </summary>
internal sealed class JournalCompaction : IAsyncDisposable
{
    private const long CloseEnough = 1024 * 1024;
    private const int Rounds = 8;
    private readonly string path;
    private readonly CancellationTokenSource stopping = new();
    private readonly FileStream fresh;
    private readonly Func<long> length;
    private long copied;

    public JournalCompaction(string path, long cut, Func<long> length, JournalImage image)
    {
        (this.path, this.length, copied) = (path, length, cut);
        fresh = new FileStream(JournalFile.Fresh(path), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Ready = Task.Run(() => Prepare(image));
    }

    public Task Ready { get; }

    /// <summary>Only once <see cref="Ready"/> and only between two groups. The new file is the log from then on.</summary>
    public FileStream Finish(bool flushToDisk)
    {
        Follow(length());
        fresh.Flush(flushToDisk);
        File.Move(JournalFile.Fresh(path), path, overwrite: true);
        return fresh;
    }

    /// <summary>Gives up, or does nothing after <see cref="Finish"/> but to let the thread end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    public async ValueTask AbandonAsync()
    {
        await DisposeAsync();
        await fresh.DisposeAsync();
        File.Delete(JournalFile.Fresh(path));
    }

    private void Prepare(JournalImage image)
    {
        if (JournalFile.Read(path, image, copied, stopping.Token) < copied)
            throw new InvalidDataException($"{path} is damaged; it is not rewritten, so that nothing more is lost.");
        // Not disposed, because that would close the file.
        var buffered = new BufferedStream(fresh, 1 << 20);
        JournalFile.Write(buffered, image);
        buffered.Flush();
        for (var round = 0; round < Rounds && length() - copied > CloseEnough; round++)
        {
            stopping.Token.ThrowIfCancellationRequested();
            Follow(length());
        }

        fresh.Flush(flushToDisk: true);
    }

    private void Follow(long until)
    {
        using var old = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[1 << 16];
        while (copied < until)
        {
            var read = RandomAccess.Read(old, buffer.AsSpan(0, (int)Math.Min(buffer.Length, until - copied)), copied);
            if (read == 0)
                throw new EndOfStreamException($"{path} is shorter than what was written to it.");
            fresh.Write(buffer, 0, read);
            copied += read;
        }
    }
}
