using Router.FunctionsHost.Timers;

namespace Router.Unit.Host;

public sealed class TimerStatusTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TimerSchedule hourly = TimerSchedule.Parse("0 0 * * * *");

    [Fact]
    public void AtStart_NeverRun_NotPastDue() =>
        Assert.Equal((new TimerStatus(default, Noon.AddHours(1), Noon.AddMinutes(5)), false), TimerStatus.AtStart(null, hourly, Noon.AddMinutes(5)));

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void AtStart_HostWasDown_PastDueOnceTheHourHasPassed(int minutes, bool isPastDue) =>
        Assert.Equal(isPastDue, TimerStatus.AtStart(new TimerStatus(Noon, Noon.AddHours(1), Noon), hourly, Noon.AddMinutes(minutes)).IsPastDue);

    [Fact]
    public void AtStart_ScheduleChanged_NewNextCounts()
    {
        var (status, isPastDue) = TimerStatus.AtStart(new TimerStatus(Noon, Noon.AddDays(1), Noon), hourly, Noon.AddMinutes(90));

        Assert.Equal(Noon.AddHours(1), status.Next);
        Assert.True(isPastDue);
    }

    [Fact]
    public void AfterRun_FiredSlightlyEarly_SameHourIsNotDueAgain()
    {
        var invoked = Noon.AddHours(1).AddMilliseconds(-3);

        var status = new TimerStatus(Noon, Noon.AddHours(1), Noon).AfterRun(invoked, hourly);

        Assert.Equal(new TimerStatus(invoked, Noon.AddHours(2), Noon.AddHours(1)), status);
    }

    [Fact]
    public void Load_WhatWasSaved_Same()
    {
        var directory = Directory.CreateTempSubdirectory("router-timers").FullName;
        try
        {
            var file = new TimerStatusFile(directory);
            var status = new TimerStatus(Noon, Noon.AddHours(1), Noon);
            file.Save("Tick", status);

            Assert.Equal(status, file.Load("Tick"));
            Assert.Null(file.Load("Other"));
            File.WriteAllText(Path.Combine(directory, "Tick.json"), "{\"Last\":");
            Assert.Null(file.Load("Tick"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
