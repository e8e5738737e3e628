using System.Globalization;

namespace Router.Unit.Digests;

/// <summary>366 days of the timer, each five minutes, across the clock changes of three zones, with what goes wrong on the way.</summary>
public sealed class When_a_year_of_digests_runs
{
    private const int Days = 366;
    private static readonly string[] Zones = ["America/Los_Angeles", "Europe/Berlin", "Pacific/Auckland"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 1, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 8 * * *", "0800", 30)]
    [InlineData("0 30 2 * * *", "0230", 5)]
    [InlineData("0 30 1 * * *", "0130", 30)]
    public async Task Should_send_each_person_one_for_each_day(string schedule, string time, int minutes)
    {
        var driver = new DigestDriver(Start, schedule, Zones);
        driver.AddUnownedBug();

        for (var run = 0; run < Days * 24 * 60 / minutes; run++)
        {
            await driver.RunAsync();
            driver.Time.Advance(TimeSpan.FromMinutes(minutes));
        }

        Assert.Equal(Expected(time), driver.Periods.Order(StringComparer.Ordinal));
        Assert.All(driver.Periods, key => Assert.Single(driver.Storage.Partitions[key].Mails));
    }

    [Fact]
    public async Task Should_send_each_once_when_processes_die_between_any_two_steps()
    {
        var driver = new DigestDriver(Start, "0 0 8 * * *", Zones);
        driver.AddUnownedBug();
        var random = new Random(20261122);
        var (deaths, isDead) = (0, false);
        driver.Storage.AtStep = () =>
        {
            if (!isDead && random.Next(10) == 0)
            {
                isDead = true;
                deaths++;
            }

            // Nothing more of this run takes effect.
            return isDead ? throw new OperationCanceledException("The process is dead.") : Task.CompletedTask;
        };

        for (var run = 0; run < Days * 24; run++)
        {
            isDead = false;
            await IgnoreDeath(driver.RunAsync());
            driver.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.True(deaths > 1_000);
        Assert.Equal(Expected("0800"), driver.Periods.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Should_send_each_once_when_two_instances_interleave()
    {
        var driver = new DigestDriver(Start, "0 0 8 * * *", Zones);
        driver.AddUnownedBug();
        var steps = new Interleaving(new Random(20261122));
        driver.Storage.AtStep = steps.WaitAsync;

        for (var run = 0; run < Days * 24; run++)
        {
            await steps.RunAsync(driver.RunAsync, driver.RunAsync);
            driver.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.True(steps.Switches > 10_000);
        Assert.Equal(Expected("0800"), driver.Periods.Order(StringComparer.Ordinal));
    }

    /// <summary>Each local day whose time has come between the start and the end.</summary>
    private static IEnumerable<string> Expected(string time)
    {
        var end = Start.AddDays(Days).AddHours(-1);
        var keys = new List<string>();
        foreach (var (index, name) in Zones.Index())
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
            var local = TimeZoneInfo.ConvertTime(Start, zone).Date + TimeSpan.ParseExact(time, "hhmm", CultureInfo.InvariantCulture);
            for (; new DateTimeOffset(local, zone.GetUtcOffset(local)) <= end; local = local.AddDays(1))
            {
                if (new DateTimeOffset(local, zone.GetUtcOffset(local)) > Start)
                {
                    keys.Add($"digest-daily-person_002d{index}-{local:yyyy-MM-dd}T{time}");
                }
            }
        }

        return keys.Order(StringComparer.Ordinal);
    }

    private static async Task IgnoreDeath(Task run)
    {
        try
        {
            await run;
        }
        catch (AggregateException)
        {
            // The process died; the next run is a new one.
        }
    }
}
