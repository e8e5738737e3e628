namespace Router.Operations;

/// <summary>How many were refused in each hour, by code and channel: of this instance, since its start, for a day back.</summary>
internal sealed class RefusalCounts(TimeProvider time)
{
    private const int HoursKept = 24;
    private readonly Lock gate = new();

    // As many an hour as there are codes and channels: none of both comes from a sender.
    private readonly Dictionary<(DateTimeOffset Hour, string Code, string Channel), RefusedInAnHour> counts = [];

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <param name="isSuspicious">True for what an attack looks like.</param>
    public void Add(string code, string channel, bool isSuspicious)
    {
        var now = time.GetUtcNow();
        var hour = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        lock (gate)
        {
            var standing = counts.GetValueOrDefault((hour, code, channel));
            counts[(hour, code, channel)] = new RefusedInAnHour(hour, code, channel, (standing?.Count ?? 0) + 1, isSuspicious);
            if (standing is null)
            {
                foreach (var old in counts.Keys.Where(key => key.Hour <= hour.AddHours(-HoursKept)).ToList())
                {
                    counts.Remove(old);
                }
            }
        }
    }

    /// <summary>True where a burst has begun in this hour or the one before.</summary>
    public bool HasBurst
    {
        get
        {
            var recent = time.GetUtcNow().AddHours(-2);
            lock (gate)
            {
                return counts.Values.Any(count => count.IsBurst && count.Hour > recent);
            }
        }
    }

    /// <summary>The latest hour first, in it the most refused.</summary>
    public IReadOnlyList<RefusedInAnHour> Read()
    {
        lock (gate)
        {
            return [.. counts.Values.OrderByDescending(count => count.Hour).ThenByDescending(count => count.Count).ThenBy(count => count.Code, StringComparer.Ordinal)];
        }
    }
}
