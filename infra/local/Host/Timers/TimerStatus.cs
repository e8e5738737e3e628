namespace Router.FunctionsHost.Timers;

/// <summary>When a timer ran and when it is due, kept across restarts.</summary>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    /// <summary>What the status says at start-up: a first status, one for a changed schedule, or the old one; and whether a run was missed.</summary>
    public static (TimerStatus Status, bool IsPastDue) AtStart(TimerStatus? stored, TimerSchedule schedule, DateTimeOffset now)
    {
        if (stored is null)
        {
            return (new TimerStatus(default, schedule.Next(now), now), false);
        }

        var expected = schedule.Next(stored.LastUpdated);
        var status = stored.Next == expected ? stored : stored with { Next = expected };
        return (status, now > status.Next);
    }

    /// <summary>After a run that began at <paramref name="invoked"/> for the occurrence <see cref="Next"/>.</summary>
    public TimerStatus AfterRun(DateTimeOffset invoked, TimerSchedule schedule)
    {
        // A clock that fires a little early must not make the same occurrence due again.
        var counted = invoked < Next && Next - invoked < TimeSpan.FromSeconds(1) ? Next : invoked;
        return new TimerStatus(invoked, schedule.Next(counted), counted);
    }
}
