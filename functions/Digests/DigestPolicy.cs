using System.Globalization;
using Router.Teams;

namespace Router.Digests;

/// <summary>Says which digests are due: of each person and digest the latest period, so that after an outage one mail comes and not one for each day.</summary>
internal sealed class DigestPolicy
{
    private readonly IReadOnlyList<DigestSubscription> subscriptions;

    /// <exception cref="InvalidOperationException">A schedule or time zone of the team file can't be read.</exception>
    public DigestPolicy(Team team) => subscriptions =
    [
        .. from digest in team.Digests
           let schedule = DigestSchedule.TryParse(digest.Schedule)
               ?? throw new InvalidOperationException($"Digest {digest.Id} of the team file: \"{digest.Schedule}\" is no NCRONTAB schedule with seconds.")
           from person in team.People
           select new DigestSubscription(digest, person, schedule, ZoneOf(person)),
    ];

    public IEnumerable<DueDigest> DueAt(DateTimeOffset now) =>
        from subscription in subscriptions
        let period = subscription.Schedule.LatestAt(now, subscription.Zone)
        where period is not null
        select new DueDigest(subscription, period);

    private static TimeZoneInfo ZoneOf(Person person) => TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out var zone)
        ? zone
        : throw new InvalidOperationException($"Person {person.Id} of the team file: \"{person.TimeZone}\" is no time zone that this machine knows.");
}

/// <summary>A person's digest.</summary>
internal sealed record DigestSubscription(Digest Digest, Person Person, DigestSchedule Schedule, TimeZoneInfo Zone)
{
    /// <summary>The partition of the mark from when on the person gets it.</summary>
    public string EnrolmentKey => KeyOf("enrolment");

    public string KeyOf(DigestPeriod period) => KeyOf(period.Id);

    private string KeyOf(string last) => $"digest-{Escaped(Digest.Id)}-{Escaped(Person.Id)}-{last}";

    // Ids may hold anything: no two pairs of them share a key, and none holds what a table key must not.
    private static string Escaped(string id) => string.Concat(
        id.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"_{(int)c:x4}")));
}

internal sealed record DueDigest(DigestSubscription Subscription, DigestPeriod Period)
{
    public string Key => Subscription.KeyOf(Period);
}
