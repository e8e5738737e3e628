using Router.Digests;
using Router.Teams;

namespace Router.Unit.Digests;

public sealed class DigestSenderTests
{
    // A Sunday; the digest of Monday comes at 07:00 UTC.
    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly DigestDriver driver = new(Sunday, "0 0 8 * * 1-5", "Europe/Berlin");

    [Fact]
    public async Task SendDueAsync_NewPerson_NothingForThePast()
    {
        driver.AddUnownedBug();
        await driver.RunAsync();

        Assert.Empty(driver.Periods);
    }

    [Fact]
    public async Task SendDueAsync_PersonAddedLater_OnlyWhatComesAfter()
    {
        driver.AddUnownedBug();
        await RunAfterAsync(TimeSpan.FromDays(1));
        driver.Team = driver.Team with { People = [.. driver.Team.People, new Person("new", "New", "new@example.com", "Europe/Berlin")] };
        await driver.RunAsync();
        await RunAfterAsync(TimeSpan.FromDays(1));

        Assert.Equal(["digest-daily-new-2026-11-24T0800"], driver.Periods.Where(key => key.Contains("-new-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SendDueAsync_AfterAnOutageOfDays_OneMailWithAllThatIsNew()
    {
        await driver.RunAsync();
        driver.Time.Advance(TimeSpan.FromDays(3));
        driver.Storage.News = new DigestNews(
            [DigestDriver.RequestOf("late", "person-0", Sunday.AddHours(1)), DigestDriver.RequestOf("later", "person-0", Sunday.AddDays(2))], []);
        await driver.RunAsync();

        var mail = Assert.Single(driver.Storage.Partitions[Assert.Single(driver.Periods)].Mails);
        Assert.Equal("Support: 2 new", mail.Subject);
    }

    [Fact]
    public async Task SendDueAsync_NothingToSay_NoMailButThePeriodIsDone()
    {
        await RunAfterAsync(TimeSpan.Zero);
        await RunAfterAsync(TimeSpan.FromDays(1));
        driver.AddUnownedBug();
        await RunAfterAsync(TimeSpan.FromHours(1));

        var period = driver.Storage.Partitions[Assert.Single(driver.Periods)];
        Assert.Empty(period.Mails);
        Assert.Empty(period.Outbox);
        Assert.Equal("Nothing to say: no mail.", Assert.Single(period.Timeline).Text);
    }

    [Fact]
    public async Task SendDueAsync_RequestNewOnce_InExactlyOneDigest()
    {
        await driver.RunAsync();
        var received = new DateTimeOffset(2026, 11, 24, 6, 59, 30, TimeSpan.Zero);
        driver.Storage.News = new DigestNews([DigestDriver.RequestOf("edge", "person-0", received)], []);
        for (var hour = 0; hour < 24 * 4; hour++)
        {
            await RunAfterAsync(TimeSpan.FromHours(1));
        }

        Assert.Equal(["digest-daily-person_002d0-2026-11-25T0800"], driver.Periods.Where(key => driver.Storage.Partitions[key].Mails.Count > 0));
    }

    [Fact]
    public async Task SendDueAsync_OnePersonFails_OthersGetTheirsAndTheRunFails()
    {
        var two = new DigestDriver(Sunday, "0 0 8 * * *", "Europe/Berlin", "Europe/Berlin");
        two.AddUnownedBug();
        await two.RunAsync();
        two.Time.Advance(TimeSpan.FromDays(1));
        var steps = 0;
        two.Storage.AtStep = () => ++steps == 1 ? throw new TimeoutException("Storage is slow.") : Task.CompletedTask;

        await Assert.ThrowsAsync<AggregateException>(two.RunAsync);
        Assert.Equal(["digest-daily-person_002d1-2026-11-23T0800"], two.Periods);
    }

    [Fact]
    public async Task SendDueAsync_IdsThatJoinAlike_EachTheirs()
    {
        var zone = "Europe/Berlin";
        driver.AddUnownedBug();
        driver.Team = driver.Team with
        {
            People = [new Person("c", "C", "c@example.com", zone), new Person("b-c", "BC", "bc@example.com", zone)],
            Digests = [new Digest("a", "0 0 8 * * *"), new Digest("a-b", "0 0 8 * * *")],
        };
        await driver.RunAsync();
        await RunAfterAsync(TimeSpan.FromDays(1));

        Assert.Equal(4, driver.Periods.Count);
    }

    [Theory]
    [InlineData("0 8 * * *", "Europe/Berlin", "Digest daily")]
    [InlineData("0 0 8 * * *", "Europe/Nowhere", "Person person-0")]
    public void Policy_TeamFileWrong_NamesTheEntry(string schedule, string zone, string entry) => Assert.Contains(
        entry, Assert.Throws<InvalidOperationException>(() => new DigestPolicy(new DigestDriver(Sunday, schedule, zone).Team)).Message, StringComparison.Ordinal);

    private Task RunAfterAsync(TimeSpan span)
    {
        driver.Time.Advance(span);
        return driver.RunAsync();
    }
}
