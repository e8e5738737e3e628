using Router.FunctionsHost.Queues;

namespace Router.Unit.Host;

public sealed class LockRenewalTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 300, 50)]
    [InlineData(10, 300, 5)]
    [InlineData(1, 300, 0.5)]
    public void NextDelay_Locked_MarginIsHalfAndAtMostTenSeconds(double lockedFor, double longest, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), LockRenewal.NextDelay(Now, Now.AddSeconds(lockedFor), Now.AddSeconds(longest)));

    [Theory]
    [InlineData(0, 300)]
    [InlineData(-1, 300)]
    [InlineData(60, 50)]
    public void NextDelay_LostOrRenewedLongEnough_Nothing(double lockedFor, double longest) =>
        Assert.Null(LockRenewal.NextDelay(Now, Now.AddSeconds(lockedFor), Now.AddSeconds(longest)));

    [Fact]
    public void Next_AttemptsFail_GrowsToTwoSecondsAndStartsAnew()
    {
        var backoff = new ReconnectBackoff();
        double[] expected = [100, 200, 400, 800, 1600, 2000, 2000];
        Assert.Equal(expected, expected.Select(_ => backoff.Next().TotalMilliseconds));

        backoff.Reset();

        Assert.Equal(100, backoff.Next().TotalMilliseconds);
    }
}
