using System.Globalization;
using NCrontab;

namespace Router.Digests;

/// <summary>When a digest runs in a person's own time zone. Pure.</summary>
/// <remarks>
/// A local time that the clock change skips runs at the shifted time (02:30 at 03:30); one that comes twice runs at its first coming. The
/// period's id is the scheduled local time, so each comes once.
/// </remarks>
internal sealed class DigestSchedule
{
    // Where clocks go back, a local time after "now" may have been already; they never go back further than this.
    private static readonly TimeSpan FurthestBack = TimeSpan.FromHours(3);

    // Short spans first: most schedules come at least daily. 29 February comes after eight years at the latest.
    private static readonly TimeSpan[] Spans =
        [TimeSpan.FromHours(6), TimeSpan.FromDays(4), TimeSpan.FromDays(40), TimeSpan.FromDays(400), TimeSpan.FromDays(366 * 9)];

    private readonly CrontabSchedule schedule;

    private DigestSchedule(CrontabSchedule schedule) => this.schedule = schedule;

    /// <summary>Null when it is no NCRONTAB expression with seconds.</summary>
    public static DigestSchedule? TryParse(string ncrontab) =>
        CrontabSchedule.TryParse(ncrontab, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is { } parsed ? new(parsed) : null;

    /// <summary>The last period that began at <paramref name="now"/> or before; null where there was none in nine years.</summary>
    public DigestPeriod? LatestAt(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        foreach (var span in Spans)
        {
            var latest = schedule.GetNextOccurrences(local - span, local + FurthestBack)
                .Select(scheduled => new DigestPeriod(IdOf(scheduled), ToInstant(scheduled, zone)))
                .Where(period => period.At <= now)
                .MaxBy(period => (period.At, period.Id));
            if (latest is not null)
            {
                return latest;
            }
        }

        return null;
    }

    /// <summary>The period before another one.</summary>
    public DigestPeriod? Before(DigestPeriod period, TimeZoneInfo zone) => LatestAt(period.At.AddTicks(-1), zone);

    private static DateTimeOffset ToInstant(DateTime scheduled, TimeZoneInfo zone)
    {
        // A skipped time is read with the offset from before the change, which makes it the shifted time after it.
        var offset = zone.IsInvalidTime(scheduled)
            ? zone.GetUtcOffset(scheduled.AddDays(-1))
            : zone.IsAmbiguousTime(scheduled) ? zone.GetAmbiguousTimeOffsets(scheduled).Max() : zone.GetUtcOffset(scheduled);
        return new DateTimeOffset(scheduled, offset).ToUniversalTime();
    }

    private static string IdOf(DateTime scheduled) =>
        scheduled.ToString(scheduled.Second == 0 ? "yyyy-MM-dd'T'HHmm" : "yyyy-MM-dd'T'HHmmss", CultureInfo.InvariantCulture);
}

/// <param name="Id">The scheduled local time, for example "2026-11-22T0800".</param>
/// <param name="At">The moment from which it is due.</param>
internal sealed record DigestPeriod(string Id, DateTimeOffset At);
