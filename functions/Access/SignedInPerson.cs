using Microsoft.AspNetCore.Http.Features;
using Router.Requests;
using Router.Teams;

namespace Router.Access;

/// <summary>Somebody of the team who looks at a page or acts on it.</summary>
internal sealed class SignedInPerson
{
    /// <summary>What stands for the account where nobody signs in.</summary>
    public const string Local = "local";

    private readonly HashSet<string> components;

    /// <param name="id">The account's object id, or <see cref="Local"/>.</param>
    /// <param name="entry">Their entry in the team file; null where they have none.</param>
    public SignedInPerson(string id, string name, IReadOnlySet<Role> roles, Person? entry, Team team)
    {
        Id = id;
        Name = name;
        Roles = roles;
        PersonId = entry?.Id;
        components = [.. team.Components.Where(component => entry is not null && component.Owner == entry.Id).Select(component => component.Id)];
    }

    public string Id { get; }

    public string Name { get; }

    public IReadOnlySet<Role> Roles { get; }

    /// <summary>Of their entry in the team file; null where they have none.</summary>
    public string? PersonId { get; }

    public bool IsLocal => Id == Local;

    /// <summary>For endpoints that are open to the team only: their guard has let this person in.</summary>
    public static SignedInPerson Of(HttpContext context) => context.Features.GetRequiredFeature<SignedInPerson>();

    public bool May(Audience audience) => audience switch
    {
        Audience.Public or Audience.CustomersToken => true,
        Audience.Reader => Roles.Count > 0,
        Audience.Owner => Roles.Overlaps([Role.Owner, Role.Agent, Role.Admin]),
        Audience.Agent => Roles.Overlaps([Role.Agent, Role.Admin]),
        Audience.Admin => Roles.Contains(Role.Admin),
        _ => false,
    };

    /// <param name="componentId">What the request is about; null where triage did not recognise it.</param>
    public bool MayActOn(string? componentId) =>
        May(Audience.Agent) || (Roles.Contains(Role.Owner) && componentId is not null && components.Contains(componentId));

    /// <summary>For acts on a request.</summary>
    public Actor AsActor() => new(Name, MayActOn);
}
