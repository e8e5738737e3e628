using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Operations;
using Router.Requests;
using Router.Storage;

namespace Router.Subscribers;

/// <summary>What a subscriber is sent; functions/fact.schema.json describes it.</summary>
/// <param name="Version">Of the shape. It grows when something is taken away or means something else, not when something is added.</param>
internal sealed record FactBody(string Type, DateTimeOffset Timestamp, int Version, FactData Data)
{
    public const int CurrentVersion = 1;

    /// <summary>Standard Webhooks advises to stay below 20 KB.</summary>
    public const int MaxTextLength = 4_000;

    /// <param name="withText">Adds the customer's words.</param>
    public static byte[] Write(StoredFact stored, Partition partition, SiteAddress site, bool withText) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new FactBody(stored.Fact.Type, stored.At.ToUniversalTime(), CurrentVersion, DataOf(stored.Fact, partition, site, withText)),
            SubscribersJsonContext.Unescaped.FactBody);

    private static FactData DataOf(Fact fact, Partition partition, SiteAddress site, bool withText) => new(
        partition.Key, site.Of($"/requests/{partition.Key}"), fact.Channel, fact.Source, fact.ReceivedAt.ToUniversalTime(), fact.State)
    {
        IsAutomatic = fact.IsAutomatic,
        Kind = fact.Kind,
        Confidence = fact.Confidence is { } confidence ? Math.Round(confidence, 4) : null,
        DecidedBy = fact.Kind is null ? null : fact.IsDecidedByPerson ? FactDecider.Person : FactDecider.Triage,
        Severity = fact.Severity,
        ComponentId = fact.ComponentId,
        OwnerId = fact.OwnerId,
        Place = fact.Place,
        PlaceUrl = fact.Path is { } path ? site.Of(path) : null,
        Subject = withText ? partition.Request?.Subject : null,
        Text = withText ? Cut(partition.Text) : null,
        IsTextCut = withText && partition.Text.Length > MaxTextLength ? true : null,
    };

    private static string Cut(string text) => text.Length <= MaxTextLength
        ? text
        : text[..(char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength)];
}

/// <summary>The request, as it was when the fact came true.</summary>
/// <param name="RequestUrl">The team's page of it; needs a sign-in.</param>
internal sealed record FactData(string RequestId, string RequestUrl, Channel Channel, string Source, DateTimeOffset ReceivedAt, RequestState State)
{
    public bool IsAutomatic { get; init; }

    public RequestKind? Kind { get; init; }

    public double? Confidence { get; init; }

    public FactDecider? DecidedBy { get; init; }

    public Severity? Severity { get; init; }

    public string? ComponentId { get; init; }

    public string? OwnerId { get; init; }

    public LandingPlace? Place { get; init; }

    public string? PlaceUrl { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public bool? IsTextCut { get; init; }
}

/// <summary>Who has said what a request is.</summary>
internal enum FactDecider
{
    Triage,
    Person,
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters =
[
    typeof(KebabCase<Channel>), typeof(KebabCase<RequestState>), typeof(KebabCase<RequestKind>), typeof(KebabCase<Severity>), typeof(KebabCase<LandingPlace>),
    typeof(KebabCase<FactDecider>), typeof(KebabCase<Deliveries.DeliveryState>),
])]
[JsonSerializable(typeof(FactBody))]
[JsonSerializable(typeof(Deliveries.Delivery))]
[JsonSerializable(typeof(Deliveries.SubscriberState))]
internal sealed partial class SubscribersJsonContext : JsonSerializerContext
{
    // From Default: a context made without options has those of no attribute. At the first use, when Default is there.
    public static SubscribersJsonContext Unescaped => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>Names in messages are ours to keep, whatever the code calls them: "documentation-gap".</summary>
internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
