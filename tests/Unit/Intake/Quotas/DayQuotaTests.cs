using Microsoft.Extensions.Time.Testing;
using Router.Intake.Quotas;

namespace Router.Unit.Intake.Quotas;

public sealed class DayQuotaTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_OneAddressKeepsTryingWhatIsRefused_ThePlaceIsNotUsedUp()
    {
        var quota = new DayQuota(new DayLimits(10, 0, 0), _time);
        for (var post = 0; post < 100; post++)
        {
            quota.TryTake("crm", "ann@example.com", 1, 0);
        }

        Assert.All(Enumerable.Range(0, 8), number => Assert.Null(quota.TryTake("crm", $"{number}@example.com", 1, 0)));
        Assert.NotNull(quota.TryTake("crm", "one-more@example.com", 1, 0));
    }

    [Fact]
    public void TryTake_RefusedForItsBytes_TakesNoRequestEither()
    {
        var quota = new DayQuota(new DayLimits(3, 100, 0), _time);
        Assert.Null(quota.TryTake("crm", "", 90, 0));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.NotNull(quota.TryTake("crm", "", 90, 0)));

        Assert.Null(quota.TryTake("crm", "", 5, 0));
        Assert.Null(quota.TryTake("crm", "", 5, 0));
        Assert.NotNull(quota.TryTake("crm", "", 0, 0));
    }

    [Fact]
    public void TryTake_AfterTheTimeThatItSays_Passes()
    {
        var quota = new DayQuota(new DayLimits(100, 0, 10), _time);
        Assert.Null(quota.TryTake("crm", "ann@example.com", 1, 2));

        var wait = quota.TryTake("crm", "ann@example.com", 1, 1);

        Assert.Equal(TimeSpan.FromHours(12), wait);
        _time.Advance(TimeSpan.FromHours(12));
        Assert.Null(quota.TryTake("crm", "ann@example.com", 1, 1));
    }

    [Fact]
    public void Part_OfALittle_StaysALimit() => Assert.Equal(new DayLimits(1, 0, 2), new DayLimits(3, 0, 12).Part(5));
}
