using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Router.Digests;
using Router.Operations;
using Router.Requests;
using Router.Teams;

namespace Router.Unit.Digests;

/// <summary>A team's digests with a clock that a test moves.</summary>
internal sealed class DigestDriver
{
    public static readonly SiteAddress Site = new(Options.Create(new SiteOptions { Url = "https://router.example" }));

    public DigestDriver(DateTimeOffset start, string schedule, params string[] zones)
    {
        Time = new FakeTimeProvider(start);
        Storage = new MemoryDigestStorage(Time);
        Team = new Team
        {
            Promise = "soon",
            Components = [],
            People = [.. zones.Index().Select(zone => new Person($"person-{zone.Index}", $"Person {zone.Index}", $"{zone.Index}@example.com", zone.Item))],
            Digests = [new Digest("daily", schedule)],
        };
    }

    public FakeTimeProvider Time { get; }

    public MemoryDigestStorage Storage { get; }

    public Team Team { get; set; }

    /// <summary>Keys of the periods that were sent or found empty, without the enrolments.</summary>
    public IReadOnlyList<string> Periods => [.. Storage.Partitions.Keys.Where(key => !key.EndsWith("-enrolment", StringComparison.Ordinal))];

    /// <summary>A new process each time: nothing is remembered between runs.</summary>
    public DigestSender NewInstance() =>
        new(new DigestPolicy(Team), new DigestBuilder(Site), Storage, Time, NullLogger<DigestSender>.Instance);

    public Task RunAsync() => NewInstance().SendDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Makes every digest have something to say.</summary>
    public void AddUnownedBug() => Storage.News = new DigestNews([RequestOf("a", ownerId: null, Time.GetUtcNow())], []);

    public static Request RequestOf(string id, string? ownerId, DateTimeOffset receivedAt) => new()
    {
        Id = id,
        Channel = Channel.Form,
        Source = "support",
        Subject = $"Subject of {id}",
        Customer = new Customer("", ""),
        ReceivedAt = receivedAt,
        ContentHash = "",
        StatusToken = "",
        OwnerId = ownerId,
        State = RequestState.Landed,
        Landing = new Landing(LandingPlace.Bugs, "A bug", "/bugs"),
    };
}
