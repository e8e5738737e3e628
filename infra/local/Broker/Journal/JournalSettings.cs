namespace Router.Broker.Journal;

/// <summary>Where and how a log is kept.</summary>
internal sealed record JournalSettings(string Directory, TimeProvider Clock, IReadOnlyDictionary<string, TimeSpan> DuplicateWindows)
{
    private const string FileName = "journal.log";

    public bool FlushToDisk { get; init; }

    /// <summary>A log that has grown to this many bytes, and to twice what was alive last time, is written anew.</summary>
    public long CompactAbove { get; init; } = long.MaxValue;

    public string File { get; } = Path.Combine(Directory, FileName);

    public JournalImage NewImage() => new(DuplicateWindows, Clock.GetUtcNow());
}
