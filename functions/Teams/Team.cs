using System.Text.Json.Serialization;
using Router.Teams.Forms;
using Router.Teams.Sources;

namespace Router.Teams;

// The lists turn null into empty because generated JSON code sets every init property, those that are not in the file to null.

/// <summary>The team file: the single source of who owns what, which forms and webhook sources exist, and what we promise.</summary>
internal sealed record Team
{
    /// <summary>Where editors find the schema; not read.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required IReadOnlyList<Person> People { get; init; }

    public required IReadOnlyList<Component> Components { get; init; }

    public IReadOnlyList<Form> Forms { get; init => field = value ?? []; } = [];

    public IReadOnlyList<WebhookSource> Sources { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Digest> Digests { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Subscriber> Subscribers { get; init => field = value ?? []; } = [];

    public UrgentPeople Urgent { get; init => field = value ?? new(); } = new();

    public TeamAccess Access { get; init => field = value ?? new(); } = new();

    /// <summary>What the acknowledgement promises the customer, for example "within one working day".</summary>
    public required string Promise { get; init; }

    public Person? FindPerson(string? id) => People.FirstOrDefault(person => person.Id == id);

    public Component? FindComponent(string? id) => Components.FirstOrDefault(component => component.Id == id);

    public Form? FindForm(string id) => Forms.FirstOrDefault(form => form.Id == id);

    public WebhookSource? FindSource(string id) => Sources.FirstOrDefault(source => source.Id == id);
}

/// <param name="Id">Short id used elsewhere in the team file.</param>
/// <param name="TimeZone">IANA time zone id, for example "America/Los_Angeles".</param>
/// <param name="ObjectId">Of their account in Microsoft Entra: by it they are known when they sign in. Mail addresses and names can change hands.</param>
internal sealed record Person(string Id, string Name, string Email, string TimeZone, string? ObjectId = null);

internal sealed record Component
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Other words customers use for it.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>What it is designed to do, one statement each: the measure of "fix or build?".</summary>
    public IReadOnlyList<string> DesignedTo { get; init => field = value ?? []; } = [];

    /// <summary>The product owner's person id; null is a hole, reported and never guessed over.</summary>
    public string? Owner { get; init; }

    /// <summary>Where bugs are written, "owner/name"; null is a hole.</summary>
    public string? Repository { get; init; }

    /// <summary>Details that a bug of this component needs.</summary>
    public IReadOnlyList<RequiredDetail> Requires { get; init => field = value ?? []; } = [];
}

/// <param name="Id">Key of the detail, for example "instanceId".</param>
/// <param name="Label">As asked of the customer, for example "Instance ZUID".</param>
/// <param name="Pattern">A regular expression (non-backtracking) that finds the detail in text; null where only a named field counts.</param>
/// <param name="Type">How a form asks for it: "text", "textarea" or "url".</param>
/// <param name="Help">Shown beside it on a form.</param>
internal sealed record RequiredDetail(string Id, string Label, string? Pattern = null, string Type = FieldTypes.Text, string? Help = null);

/// <param name="Id">For example "daily".</param>
/// <param name="Schedule">NCRONTAB with seconds, read in each recipient's own time zone.</param>
internal sealed record Digest(string Id, string Schedule);

/// <summary>Another system that is told of facts by webhook.</summary>
internal sealed record Subscriber
{
    /// <summary>Lower-case letters, digits and hyphens; names its secret's setting.</summary>
    public required string Id { get; init; }

    /// <summary>Where the facts are posted: https.</summary>
    public required string Url { get; init; }

    /// <summary>Which facts, by <see cref="Requests.FactTypes"/>; empty for all.</summary>
    public IReadOnlyList<string> Facts { get; init => field = value ?? []; } = [];

    /// <summary>True to send the customer's subject and text along; else ids and classes only.</summary>
    public bool IncludeText { get; init; }
}
