using Router.Subscribers.Deliveries;

namespace Router.Unit.Subscribers;

public sealed class DeliveryScheduleTests
{
    [Fact]
    public void DelayAfter_EachAttempt_AsStandardWebhooksAdvises()
    {
        var delays = Enumerable.Range(1, DeliverySchedule.MaxAttempts).Select(attempt => DeliverySchedule.DelayAfter(attempt, null, 0)?.TotalSeconds);

        Assert.Equal([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null], delays);
    }

    [Fact]
    public void DelayAfter_Jitter_AddsUpToATenthAndTakesNothingAway()
    {
        Assert.Equal(TimeSpan.FromMinutes(5.5), DeliverySchedule.DelayAfter(2, null, 1));
        Assert.Equal(TimeSpan.FromMinutes(5), DeliverySchedule.DelayAfter(2, null, -1));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(4, 5)]
    [InlineData(90, 90)]
    [InlineData(1_000_000, 86_400)]
    public void DelayAfter_RetryAfter_NeverUndercutAndAtMostADay(int asked, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), DeliverySchedule.DelayAfter(1, TimeSpan.FromSeconds(asked), 0));

    [Fact]
    public void DelayAfter_LastAttempt_NoFurtherOneWhateverIsAsked() => Assert.Null(DeliverySchedule.DelayAfter(10, TimeSpan.FromSeconds(1), 0));
}
