using NCrontab;

namespace Router.FunctionsHost.Timers;

/// <summary>An NCRONTAB expression of five or six fields, in UTC as in Azure.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule crontab;

    private TimerSchedule(CrontabSchedule crontab) => this.crontab = crontab;

    public static TimerSchedule Parse(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        var crontab = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
        return crontab is null
            ? throw new HostException($"'{expression}' is not an NCRONTAB schedule of five or six fields (a time span works on dedicated plans only).")
            : new TimerSchedule(crontab);
    }

    public DateTimeOffset Next(DateTimeOffset after) => new(crontab.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    /// <summary>The real host keeps no status for schedules that come more than once a minute.</summary>
    public bool IsShorterThanAMinute(DateTimeOffset now)
    {
        var previous = Next(now);
        for (var occurrence = 0; occurrence < 5; occurrence++)
        {
            var next = Next(previous);
            if (next - previous < TimeSpan.FromMinutes(1))
            {
                return true;
            }

            previous = next;
        }

        return false;
    }
}
