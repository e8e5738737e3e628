using Microsoft.Extensions.Time.Testing;
using Router.Broker.Entities;
using Router.Broker.Journal;

namespace Router.Contract.Entities;

/// <summary>The log stays as small as what is alive in it, and is whole at any moment at which somebody kills the broker.</summary>
public sealed class JournalCompactionTests : IDisposable
{
    private const long Threshold = 200_000;
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("router-journal-");
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_OfManyShortLives_StaysSmallAndIsWholeAtAnyMoment(bool flush)
    {
        var longest = 0L;
        var kept = new List<string>();
        var (journal, engine) = Open(flush);
        for (var round = 0; round < 200; round++)
        {
            for (var i = 0; i < 20; i++)
                engine.Enqueue(Content($"gone-{round}-{i}"));
            engine.Enqueue(Content($"kept-{round}"));
            while (engine.Receive() is { } message)
            {
                if (message.Content.MessageId.StartsWith("kept", StringComparison.Ordinal))
                    engine.Defer(message.LockToken, new Dictionary<string, object?> { ["round"] = round });
                else
                    engine.Complete(message.LockToken);
            }

            await DurableAsync(journal);
            kept.Add($"kept-{round}");
            longest = Math.Max(longest, journal.Length);
            Assert.Equal(kept, Kept(Snapshot(round)));
        }

        await journal.DisposeAsync();
        // 4,200 messages of 1 KB were written; 200 of them live.
        Assert.InRange(longest, Threshold, 10 * Threshold);
        Assert.Equal(kept, Kept(Path.Combine(directory.FullName, "journal.log")));
        Assert.False(File.Exists(Path.Combine(directory.FullName, "journal.log.new")));
    }

    [Fact]
    public async Task Log_OfQueueWithDuplicateDetection_KeepsIdsForTheirWindowOnly()
    {
        var (journal, engine) = Open(flush: false, Engines.Settings with { DetectsDuplicates = true });
        for (var minute = 0; minute < 60; minute++)
        {
            for (var i = 0; i < 20; i++)
                engine.Enqueue(Content($"{minute}-{i}"));
            while (engine.ReceiveAndDelete() is not null)
            {
            }

            await DurableAsync(journal);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        await journal.DisposeAsync();
        var (again, image) = FileJournal.Open(Settings(flush: false));
        await again.DisposeAsync();
        Assert.InRange(image.Entities["queue"].Remembered.Count, 9 * 20, 10 * 20);
    }

    [Fact]
    public async Task Moved_WithoutAnythingAfterIt_IsInOneEntityOnly()
    {
        var (journal, source) = Open(flush: false, Engines.Settings with { ForwardTo = "target" });
        var target = new QueueEngine(new QueueSettings { Path = "target" }, clock, journal);
        source.Enqueue(Content("moved"));
        source.Enqueue(Content("not yet"));
        // The broker dies here: the source was never told that the target has it.
        var underWay = source.Receive()!;
        target.Accept(underWay, underWay.Content, "queue");
        await DurableAsync(journal);
        await journal.DisposeAsync();
        var (again, image) = FileJournal.Open(Settings(flush: false));
        await again.DisposeAsync();
        Assert.Equal("not yet", Assert.Single(image.Entities["queue"].Messages.Values).Content.MessageId);
        var moved = Assert.Single(image.Entities["target"].Messages.Values);
        Assert.Equal(("moved", 1L), (moved.Content.MessageId, moved.OriginalNumber));
    }

    private static MessageContent Content(string id) => new(new byte[1000]) { MessageId = id };

    private static Task DurableAsync(FileJournal journal)
    {
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.WhenDurable(() => durable.TrySetResult());
        return durable.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }

    private (FileJournal Journal, QueueEngine Engine) Open(bool flush, QueueSettings? settings = null)
    {
        var (journal, _) = FileJournal.Open(Settings(flush));
        return (journal, new QueueEngine(settings ?? Engines.Settings, clock, journal));
    }

    private JournalSettings Settings(bool flush) =>
        new(directory.FullName, clock, new Dictionary<string, TimeSpan> { ["queue"] = TimeSpan.FromMinutes(10) }) { FlushToDisk = flush, CompactAbove = Threshold };

    // What a kill at this moment would leave.
    private string Snapshot(int round)
    {
        var copy = Path.Combine(directory.FullName, $"snapshot-{round}");
        File.Copy(Path.Combine(directory.FullName, "journal.log"), copy);
        return copy;
    }

    private IEnumerable<string> Kept(string file)
    {
        var image = Settings(flush: false).NewImage();
        JournalFile.Read(file, image);
        return image.Entities["queue"].Messages.Values.Where(message => message.IsDeferred && message.ChangedProperties!.ContainsKey("round"))
            .Select(message => message.Content.MessageId);
    }
}
