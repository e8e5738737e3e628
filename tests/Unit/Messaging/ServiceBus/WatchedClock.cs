using Microsoft.Extensions.Time.Testing;

namespace Router.Unit.Messaging.ServiceBus;

/// <summary>A clock that the test moves, and that tells when somebody has begun to wait by it: moved sooner, it would move unheard.</summary>
internal sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly SemaphoreSlim timers = new(0);

    /// <summary>Returns when so many more waits of five minutes or longer have begun.</summary>
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
        // A token's renewal; anything else waits for less.
        if (dueTime >= TimeSpan.FromMinutes(5))
        {
            timers.Release();
        }

        return timer;
    }
}
