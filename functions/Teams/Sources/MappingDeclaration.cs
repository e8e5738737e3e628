using System.Text.Json.Serialization;

namespace Router.Teams.Sources;

/// <summary>What a source's payloads become. What is left out comes from the ready mapping that <see cref="Like"/> names.</summary>
internal sealed record MappingDeclaration
{
    /// <summary>A ready mapping to begin with; one of <see cref="SourceNames.Mappings"/>.</summary>
    public string? Like { get; init; }

    /// <summary>Payloads without these are refused, so that a wrong setting at the sender is seen there.</summary>
    public IReadOnlyList<PayloadPath>? Requires { get; init; }

    public PickSet? Picks { get; init; }

    /// <summary>Named details, each from its own place.</summary>
    public IReadOnlyDictionary<string, Pick>? Details { get; init; }

    /// <summary>Lists or objects that hold more details than can be named beforehand.</summary>
    public IReadOnlyList<DetailPicks>? DetailsFrom { get; init; }

    public IReadOnlyList<AttachmentPicks>? Attachments { get; init; }

    /// <summary>In order; the first that fits decides. Without any, every payload is a request.</summary>
    public IReadOnlyList<MappingRule>? Rules { get; init; }

    /// <param name="Each">Where they are.</param>
    /// <param name="Name">Below each of them; null where each is an object whose properties are the details.</param>
    internal sealed record DetailPicks(PayloadPath Each, Pick? Name = null, Pick? Value = null);

    /// <param name="Each">Where they are. The bytes are not fetched: a link is kept as a detail.</param>
    internal sealed record AttachmentPicks(PayloadPath Each, Pick Name, Pick? Type = null, Pick? Size = null, Pick? Link = null);
}

/// <summary>Where the parts of a request come from.</summary>
internal sealed record PickSet
{
    public Pick? Subject { get; init; }

    public Pick? Text { get; init; }

    public Pick? CustomerAddress { get; init; }

    public Pick? CustomerName { get; init; }

    public Pick? ProductArea { get; init; }

    public Pick? ThreadKey { get; init; }

    public Pick? SentAt { get; init; }

    /// <summary>What tells two deliveries of the same from each other; null for the sender's signed id, or a hash of the body.</summary>
    public Pick? Origin { get; init; }

    /// <summary>These picks, and those of <paramref name="others"/> where there is none.</summary>
    public PickSet Over(PickSet others) => new()
    {
        Subject = Subject ?? others.Subject,
        Text = Text ?? others.Text,
        CustomerAddress = CustomerAddress ?? others.CustomerAddress,
        CustomerName = CustomerName ?? others.CustomerName,
        ProductArea = ProductArea ?? others.ProductArea,
        ThreadKey = ThreadKey ?? others.ThreadKey,
        SentAt = SentAt ?? others.SentAt,
        Origin = Origin ?? others.Origin,
    };
}

internal sealed record MappingRule
{
    /// <summary>All must hold; none always do.</summary>
    public IReadOnlyList<MappingCondition> When { get; init => field = value ?? []; } = [];

    public required RuleOutcome Then { get; init; }

    /// <summary>Why something is ignored, for people.</summary>
    public string? Because { get; init; }

    /// <summary>For what joins: why it is ignored where no request has its thread key; null makes it a request of its own.</summary>
    public string? ElseIgnoredBecause { get; init; }

    /// <summary>A payload that fits and lacks these is refused.</summary>
    public IReadOnlyList<PayloadPath> Requires { get; init => field = value ?? []; } = [];

    /// <summary>Picks that differ from the mapping's for what this rule takes.</summary>
    public PickSet? Picks { get; init; }
}

/// <summary>One test of a payload: exactly one of the properties beside <see cref="Path"/>.</summary>
internal sealed record MappingCondition
{
    public required PayloadPath Path { get; init; }

    [JsonPropertyName("equals")]
    public string? EqualTo { get; init; }

    public IReadOnlyList<string>? OneOf { get; init; }

    public string? StartsWith { get; init; }

    public string? Contains { get; init; }

    /// <summary>Whether there is anything but null at the path.</summary>
    public bool? Exists { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<RuleOutcome>))]
internal enum RuleOutcome
{
    /// <summary>It makes a request.</summary>
    [JsonStringEnumMemberName("request")]
    Request,

    /// <summary>It adds to the request of the same thread key.</summary>
    [JsonStringEnumMemberName("join")]
    Join,

    /// <summary>It closes the request of the same thread key.</summary>
    [JsonStringEnumMemberName("resolve")]
    Resolve,

    /// <summary>It opens the request of the same thread key again.</summary>
    [JsonStringEnumMemberName("reopen")]
    Reopen,

    /// <summary>It is acknowledged and counted.</summary>
    [JsonStringEnumMemberName("ignore")]
    Ignore,
}
