using Router.Digests;

namespace Router.Unit.Digests;

public sealed class DigestScheduleTests
{
    private static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo Kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    [Theory]
    [InlineData("0 0 8 * * 1-5", "2026-11-23T15:59:59Z", "2026-11-20T0800")]
    [InlineData("0 0 8 * * 1-5", "2026-11-23T16:00:00Z", "2026-11-23T0800")]
    [InlineData("0 0 8 * * 1-5", "2026-11-28T23:00:00Z", "2026-11-27T0800")]
    [InlineData("30 0 8 * * *", "2026-11-23T16:00:30Z", "2026-11-23T080030")]
    [InlineData("0 0 8 29 2 *", "2026-11-23T16:00:00Z", "2024-02-29T0800")]
    public void LatestAt_LosAngeles_TheLocalTimeBefore(string schedule, string now, string period) =>
        Assert.Equal(period, Latest(schedule, now, LosAngeles)?.Id);

    [Fact]
    public void LatestAt_HalfHourZone_TheInstantIsRight() =>
        Assert.Equal(At("2026-11-23T02:30:00Z"), Latest("0 0 8 * * *", "2026-11-23T12:00:00Z", Kolkata)?.At);

    [Fact]
    public void LatestAt_TimeThatIsSkipped_RunsAtTheShiftedTime()
    {
        Assert.Equal("2026-03-07T0230", Latest("0 30 2 * * *", "2026-03-08T10:29:59Z", LosAngeles)?.Id);
        Assert.Equal(new DigestPeriod("2026-03-08T0230", At("2026-03-08T10:30:00Z")), Latest("0 30 2 * * *", "2026-03-08T10:30:00Z", LosAngeles));
    }

    [Fact]
    public void LatestAt_TimeThatComesTwice_RunsAtItsFirstComing()
    {
        Assert.Equal("2026-10-24T0230", Latest("0 30 2 * * *", "2026-10-25T00:29:59Z", Berlin)?.Id);
        foreach (var now in (string[])["2026-10-25T00:30:00Z", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"])
        {
            Assert.Equal(new DigestPeriod("2026-10-25T0230", At("2026-10-25T00:30:00Z")), Latest("0 30 2 * * *", now, Berlin));
        }
    }

    [Fact]
    public void Before_ADay_TheDayBefore()
    {
        var schedule = DigestSchedule.TryParse("0 0 8 * * 1-5")!;
        var monday = schedule.LatestAt(At("2026-11-23T16:00:00Z"), LosAngeles)!;

        Assert.Equal("2026-11-20T0800", schedule.Before(monday, LosAngeles)?.Id);
    }

    [Fact]
    public void LatestAt_NeverComes_Null() => Assert.Null(Latest("0 0 8 31 2 *", "2026-11-23T16:00:00Z", Berlin));

    [Theory]
    [InlineData("")]
    [InlineData("0 8 * * 1-5")]
    [InlineData("0 0 25 * * *")]
    [InlineData("daily")]
    public void TryParse_NoNcrontabWithSeconds_Null(string schedule) => Assert.Null(DigestSchedule.TryParse(schedule));

    private static DigestPeriod? Latest(string schedule, string now, TimeZoneInfo zone) => DigestSchedule.TryParse(schedule)!.LatestAt(At(now), zone);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
