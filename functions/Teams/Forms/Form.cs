using System.Text.Json.Serialization;

namespace Router.Teams.Forms;

/// <summary>A form that customers fill in on our page, or that another site posts.</summary>
internal sealed record Form
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Sites that may post it from a browser, for example "https://www.example.com"; empty allows none but ours.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init => field = value ?? []; } = [];

    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>Name of the field that chooses a component: the details which that component requires are asked for too. Null asks for none.</summary>
    public string? AskDetailsOf { get; init; }

    /// <summary>True to refuse a post that lacks such a detail or has it in another form; else they are asked for and not demanded.</summary>
    public bool RequireDetails { get; init; }

    /// <summary>True to show titles of backlog items while one types. A title is the first asker's subject, so it is off unless the team wants it.</summary>
    public bool ShowBacklog { get; init; }
}

/// <param name="Name">Field name in the post. "subject", "message", "name", "email" and "component" carry meaning; any other is kept as a detail.</param>
/// <param name="Type">One of <see cref="FieldTypes"/>.</param>
/// <param name="Options">Of a select, or of a group of checkboxes.</param>
internal sealed record FormField(string Name, string Label, string Type = FieldTypes.Text, bool Required = false, IReadOnlyList<string>? Options = null)
{
    /// <summary>Shown beside the field.</summary>
    public string? Help { get; init; }

    /// <summary>A regular expression that the whole value must match; case does not count.</summary>
    public string? Pattern { get; init; }

    /// <summary>In characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>The largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>When the field applies; null for always.</summary>
    public FieldCondition? When { get; init; }
}

/// <param name="Field">A field before this one.</param>
/// <param name="EqualTo">Applies where it has this value.</param>
/// <param name="OneOf">Applies where it has one of these.</param>
internal sealed record FieldCondition(string Field, [property: JsonPropertyName("equals")] string? EqualTo = null, IReadOnlyList<string>? OneOf = null)
{
    /// <summary>The values with which it applies.</summary>
    public IReadOnlyList<string> Values() => EqualTo is null ? OneOf ?? [] : [EqualTo];
}

/// <summary>What a field may hold.</summary>
internal static class FieldTypes
{
    public const string Text = "text";
    public const string Email = "email";
    public const string TextArea = "textarea";
    public const string Select = "select";
    public const string Url = "url";
    public const string Number = "number";
    public const string Date = "date";
    public const string Checkbox = "checkbox";
    public const string File = "file";

    public static readonly IReadOnlyList<string> All = [Text, Email, TextArea, Select, Url, Number, Date, Checkbox, File];

    /// <summary>Those that hold words of the customer's own.</summary>
    public static readonly IReadOnlyList<string> Written = [Text, Email, TextArea, Url];

    /// <summary>Those with choices.</summary>
    public static readonly IReadOnlyList<string> Chosen = [Select, Checkbox];
}
