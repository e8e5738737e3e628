using NCrontab;
using Router.Requests;
using Router.Teams.Forms;
using Router.Teams.Sources;

namespace Router.Teams;

/// <summary>What must hold in a team file beyond its shape. A hole (no owner yet) is not a fault; <see cref="TeamAudit"/> lists those.</summary>
internal static class TeamRules
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    public static IReadOnlyList<string> Check(Team team, SourceNames names) => HoldsNull(team) ? ["A list holds null."] : Faults(team, names);

    private static string[] Faults(Team team, SourceNames names) =>
    [
        .. Empties(team),
        .. Duplicates("person", team.People.Select(person => person.Id)),
        .. Duplicates("component", team.Components.Select(component => component.Id)),
        .. Duplicates("form", team.Forms.Select(form => form.Id)),
        .. Duplicates("source", team.Sources.Select(source => source.Id)),
        .. Duplicates("subscriber", team.Subscribers.Select(subscriber => subscriber.Id)),
        .. Duplicates("digest", team.Digests.Select(digest => digest.Id)),
        .. team.Components.SelectMany(component => Duplicates($"required detail of component \"{component.Id}\"", component.Requires.Select(detail => detail.Id))),
        .. team.Forms.SelectMany(form => Duplicates($"field of form \"{form.Id}\"", form.Fields.Select(field => field.Name))),
        .. team.Forms.SelectMany(form => FormRules.Check(form, team)),
        .. team.Components.SelectMany(component => component.Requires.Where(detail => !FieldTypes.Written.Contains(detail.Type))
            .Select(detail => $"Component \"{component.Id}\", detail \"{detail.Id}\": type \"{detail.Type}\" is none of {string.Join(", ", FieldTypes.Written)}.")),
        .. team.People.Where(person => !IsTimeZone(person.TimeZone))
            .Select(person => $"Person \"{person.Id}\": \"{person.TimeZone}\" is not an IANA time zone such as Europe/Berlin."),
        .. team.Components.Where(component => component.Owner is not null && team.FindPerson(component.Owner) is null)
            .Select(component => $"Component \"{component.Id}\": its owner \"{component.Owner}\" is not among the people."),
        .. new[] { ("security", team.Urgent.Security), ("legal", team.Urgent.Legal), ("personalData", team.Urgent.PersonalData) }
            .Where(urgent => urgent.Item2 is not null && team.FindPerson(urgent.Item2) is null)
            .Select(urgent => $"Urgent matters, \"{urgent.Item1}\": \"{urgent.Item2}\" is not among the people."),
        .. team.Components.Where(component => component.Repository is not null && !IsRepository(component.Repository))
            .Select(component => $"Component \"{component.Id}\": its repository \"{component.Repository}\" is not of the form owner/name."),
        .. team.Components.SelectMany(component => component.Requires.SelectMany(detail => PatternFaults(component, detail))),
        .. AccessRules.Faults(team),
        .. team.Sources.SelectMany(names.Faults),
        .. team.Sources.SelectMany(SourceRules.Faults),
        .. team.Subscribers.Where(subscriber => !IsSubscriberId(subscriber.Id))
            .Select(subscriber => $"Subscriber \"{subscriber.Id}\": its id may hold up to 64 lower-case letters, digits and hyphens."),
        .. team.Subscribers.SelectMany(subscriber => subscriber.Facts.Except(FactTypes.All)
            .Select(fact => $"Subscriber \"{subscriber.Id}\": \"{fact}\" is no fact; there are {string.Join(", ", FactTypes.All)}.")),
        .. team.Digests.Where(digest => CrontabSchedule.TryParse(digest.Schedule, WithSeconds) is null)
            .Select(digest => $"Digest \"{digest.Id}\": \"{digest.Schedule}\" is not an NCRONTAB schedule of six fields such as 0 0 8 * * 1-5."),
    ];

    // The serializer holds properties to their nullability, but not the elements of lists.
    private static bool HoldsNull(Team team) =>
        HasNull(team.People) || HasNull(team.Components) || HasNull(team.Forms) || HasNull(team.Sources) || HasNull(team.Digests) || HasNull(team.Subscribers)
        || team.Subscribers.Any(subscriber => HasNull(subscriber.Facts))
        || team.Components.Any(component => HasNull(component.Aliases) || HasNull(component.DesignedTo) || HasNull(component.Requires))
        || team.Forms.Any(FormRules.HoldsNull)
        || team.Sources.Any(SourceRules.HasNull)
        || AccessRules.HoldsNull(team.Access);

    private static bool HasNull<T>(IReadOnlyList<T> list)
        where T : class => list.Any(element => element is null);

    private static IEnumerable<string> Empties(Team team)
    {
        if (string.IsNullOrWhiteSpace(team.Promise))
            yield return "\"promise\" is empty: the acknowledgement would promise nothing.";
        if (team.Components.Any(component => string.IsNullOrWhiteSpace(component.Name)))
            yield return "A component has no name.";
    }

    private static IEnumerable<string> Duplicates(string what, IEnumerable<string> ids) =>
        from id in ids
        // Ids end up in row keys and addresses, which not everybody compares by case.
        group id by id.Trim().ToUpperInvariant() into same
        let first = same.First()
        where same.Key.Length == 0 || same.Count() > 1
        select same.Key.Length == 0 ? $"A {what} has an empty id." : $"The {what} id \"{first}\" is used {same.Count()} times.";

    private static bool IsTimeZone(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId;

    /// <summary>The id is part of table keys, addresses and a setting's name.</summary>
    public static bool IsSubscriberId(string id) =>
        id is { Length: > 0 and <= 64 } && id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    private static bool IsRepository(string repository) =>
        repository.Split('/') is [{ Length: > 0 }, { Length: > 0 }] && !repository.Any(char.IsWhiteSpace);

    private static IEnumerable<string> PatternFaults(Component component, RequiredDetail detail)
    {
        if (detail.Pattern is null)
            return [];
        try
        {
            TeamPattern.Check(detail.Pattern);
            return [];
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return [$"Component \"{component.Id}\", detail \"{detail.Id}\": its pattern can't be used: {exception.Message}"];
        }
    }
}
