using System.Globalization;
using Router.FunctionsHost;
using Router.FunctionsHost.Timers;

namespace Router.Unit.Host;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-29T00:58:30Z", "2026-03-29T01:00:00Z")]
    [InlineData("*/5 * * * *", "2026-03-29T01:00:00Z", "2026-03-29T01:05:00Z")]
    [InlineData("30 0 6 * * 1-5", "2026-01-02T06:00:30Z", "2026-01-05T06:00:30Z")]
    public void Next_Schedule_InUtc(string schedule, string after, string expected) => Assert.Equal(At(expected), TimerSchedule.Parse(schedule).Next(At(after)));

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0,59 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("0 0 7 * * *", false)]
    public void IsShorterThanAMinute_Schedule_AsTheRealHost(string schedule, bool expected) =>
        Assert.Equal(expected, TimerSchedule.Parse(schedule).IsShorterThanAMinute(At("2026-01-01T00:00:00Z")));

    [Theory]
    [InlineData("00:00:30")]
    [InlineData("every day")]
    [InlineData("0 0 0 0 0 0 0")]
    public void Parse_NoSchedule_Refused(string schedule) => Assert.Contains(schedule, Assert.Throws<HostException>(() => TimerSchedule.Parse(schedule)).Message, StringComparison.Ordinal);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
