using System.Text.Json.Serialization;
using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>One message with what a person said it is.</summary>
/// <param name="Title">Subject; may be empty.</param>
/// <param name="Body">Text; may be empty where the title is not.</param>
/// <param name="Kind">doing, building, fixing, or unclear where nothing is asked.</param>
internal sealed record TrainingRow(string Title, string Body, string Kind)
{
    /// <summary>A text or a number that names the row in reports.</summary>
    public System.Text.Json.JsonElement? Id { get; init; }

    /// <summary>low, medium, high or critical; of faults only.</summary>
    public string? Severity { get; init; }

    /// <summary>The tenant or repository whose own wording the model shall learn beside everybody's.</summary>
    public string? Group { get; init; }

    /// <summary>Who wrote it. Cross-validation judges each source by models that saw none of it, as it will be with customers.</summary>
    public string? Source { get; init; }

    /// <summary>How much the row counts, above 0 and at most 1.</summary>
    public float Weight { get; init => field = value == 0 ? 1 : value; } = 1;

    /// <summary>True for one that its author meant to mislead.</summary>
    public bool Hard { get; init; }

    /// <summary>True for one that asks nothing as a whole, an offer or a chaser, while its sentences would not go unheeded in another message.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Alone { get; init; }

    /// <summary>Two letters; English where it is missing.</summary>
    public string Lang { get; init => field = value ?? "en"; } = "en";

    /// <summary>What a person said it is about; not written where nobody did, so that a model's name stays what it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Component { get; init; }

    [JsonIgnore]
    public int KindIndex => Classes.All.IndexOf(Kind);

    [JsonIgnore]
    public int SeverityIndex => Severity is null ? -1 : Classes.Severities.IndexOf(Severity);
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TrainingRow))]
internal sealed partial class TrainingJsonContext : JsonSerializerContext;
