using Microsoft.Extensions.Time.Testing;

namespace Router.Unit.Messaging.ServiceBus;

/// <summary>A clock that the test moves, and that tells when somebody has begun to wait by it: moved sooner, it would move unheard.</summary>
/// <param name="start">Its first time.</param>
/// <param name="watched">Which waits to tell of, by their length.</param>
internal sealed class WatchedClock(DateTimeOffset start, Func<TimeSpan, bool> watched) : FakeTimeProvider(start)
{
    private readonly SemaphoreSlim timers = new(0);

    /// <summary>Returns when so many more of the watched waits have begun.</summary>
    public async Task SeeWaitsAsync(int count)
    {
        for (var one = 0; one < count; one++)
        {
            Assert.True(await timers.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), $"Only {one} of {count} waits began.");
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (watched(dueTime))
        {
            timers.Release();
        }

        return timer;
    }
}
