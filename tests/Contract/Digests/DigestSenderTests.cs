using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Contract.Storage;
using Router.Digests;
using Router.Operations;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Contract.Digests;

public sealed class DigestSenderTests(AzuriteFixture azurite)
{
    private const string MondayAt8 = "2026-11-23T0800";
    private readonly RouterStorage storage = new(azurite);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendDueAsync_ManyInstancesAtOnce_OneMail()
    {
        var person = await EnrolledAsync("crowd");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendOnMondayAsync(new RouterStorage(azurite), person)));

        await AssertOneMailAsync(person);
    }

    [Fact]
    public async Task SendDueAsync_KilledAtAnyCall_OneMail()
    {
        var deaths = await Deaths.AtEachCallAsync(
            azurite, round => EnrolledAsync($"round{round}"), SendOnMondayAsync, AssertOneMailAsync);

        Assert.True(deaths >= 14, $"{deaths} deaths");
    }

    /// <summary>A person who gets the digest since Sunday and owns one new bug.</summary>
    private async Task<string> EnrolledAsync(string person)
    {
        await SenderOf(storage, person).SendDueAsync(Token);
        var id = RouterStorage.NewId(person);
        await storage.Views.ProjectAsync(
            new Partition
            {
                Key = id,
                Version = 1,
                Request = RouterStorage.RequestOf(id) with { OwnerId = person, State = RequestState.Landed, ReceivedAt = storage.Time.GetUtcNow().AddHours(1) },
            },
            Token);
        return person;
    }

    private static Task SendOnMondayAsync(RouterStorage process, string person)
    {
        process.Time.SetUtcNow(new DateTimeOffset(2026, 11, 23, 7, 5, 0, TimeSpan.Zero));
        return SenderOf(process, person).SendDueAsync(Token);
    }

    private async Task AssertOneMailAsync(string person)
    {
        var period = (await storage.Partitions.LoadAsync($"digest-daily-{person}-{MondayAt8}", Token))!;
        // Other tests leave requests that nobody owns in the same storage; those are told to everybody.
        Assert.StartsWith("Support: 1 new", Assert.Single(period.Mails).Subject, StringComparison.Ordinal);
        Assert.Single(period.Outbox);
        var intents = await new RouterStorage(azurite).Pending.ListAsync(TimeSpan.FromDays(-9), TimeSpan.FromDays(-9), 100_000, Token);
        Assert.Contains(intents, intent => intent.Partition == period.Key);
    }

    private static DigestSender SenderOf(RouterStorage process, string person)
    {
        var team = new Team
        {
            Promise = "soon",
            Components = [],
            People = [new Person(person, person, $"{person}@example.com", "Europe/Berlin")],
            Digests = [new Digest("daily", "0 0 8 * * 1-5")],
        };
        return new DigestSender(
            new DigestPolicy(team),
            new DigestBuilder(new SiteAddress(Options.Create(new SiteOptions { Url = "https://router.example" }))),
            new DigestStorage(process.Partitions, process.Committer, process.Views),
            process.Time,
            NullLogger<DigestSender>.Instance);
    }
}
