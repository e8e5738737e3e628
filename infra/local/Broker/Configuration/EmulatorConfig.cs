using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using Router.Broker.Entities;

namespace Router.Broker.Configuration;

/// <summary>The <c>Config.json</c> of the official Azure Service Bus emulator, as far as this broker follows it.</summary>
internal sealed record EmulatorConfig(EmulatorUserConfig? UserConfig)
{
    public static EmulatorConfig Parse(string json) =>
        JsonSerializer.Deserialize(json, EmulatorConfigJson.Default.EmulatorConfig) ?? throw new JsonException("The configuration is empty.");

    /// <summary>Throws <see cref="FormatException"/> with the name of the queue whose property makes no sense.</summary>
    public IReadOnlyList<QueueSettings> Queues() =>
        [.. Namespaces.SelectMany(space => space.Queues ?? []).Select(queue => Settings(queue.Name, queue.Properties))];

    public IReadOnlyList<TopicSettings> Topics() => [.. Namespaces.SelectMany(space => space.Topics ?? []).Select(topic => topic.ToSettings())];

    private IEnumerable<EmulatorNamespace> Namespaces => UserConfig?.Namespaces ?? [];

    public static QueueSettings Settings(string path, EmulatorProperties? given)
    {
        var properties = given ?? new EmulatorProperties();
        properties.RefuseUnknown(path);
        try
        {
            return new QueueSettings
            {
                Path = path,
                LockDuration = Duration(properties.LockDuration, TimeSpan.FromMinutes(1)),
                MaxDeliveryCount = properties.MaxDeliveryCount is > 0 ? properties.MaxDeliveryCount.Value : 10,
                DefaultTimeToLive = Duration(properties.DefaultMessageTimeToLive, TimeSpan.MaxValue),
                DeadLettersExpired = properties.DeadLetteringOnMessageExpiration,
                DetectsDuplicates = properties.RequiresDuplicateDetection,
                DuplicateWindow = Duration(properties.DuplicateDetectionHistoryTimeWindow, TimeSpan.FromMinutes(10)),
                RequiresSession = properties.RequiresSession,
                ForwardTo = Entity(properties.ForwardTo),
                ForwardDeadLettersTo = Entity(properties.ForwardDeadLetteredMessagesTo),
            };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"Entity {path}: {exception.Message}", exception);
        }
    }

    // The emulator's own files leave it empty rather than out.
    private static string? Entity(string? name) => string.IsNullOrEmpty(name) ? null : name;

    private static TimeSpan Duration(string? text, TimeSpan otherwise) => text is null ? otherwise : XmlConvert.ToTimeSpan(text);
}

internal sealed record EmulatorUserConfig(IReadOnlyList<EmulatorNamespace>? Namespaces);

internal sealed record EmulatorNamespace(string? Name, IReadOnlyList<EmulatorQueue>? Queues, IReadOnlyList<EmulatorTopic>? Topics);

internal sealed record EmulatorQueue(string Name, EmulatorProperties? Properties);

internal sealed record EmulatorProperties
{
    public string? LockDuration { get; init; }
    public int? MaxDeliveryCount { get; init; }
    public string? DefaultMessageTimeToLive { get; init; }
    public bool DeadLetteringOnMessageExpiration { get; init; }
    public bool RequiresDuplicateDetection { get; init; }
    public string? DuplicateDetectionHistoryTimeWindow { get; init; }
    public bool RequiresSession { get; init; }
    public string? ForwardTo { get; init; }
    public string? ForwardDeadLetteredMessagesTo { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>A promise that this broker would not keep stops the start.</summary>
    public void RefuseUnknown(string path)
    {
        if (Unknown?.Keys.FirstOrDefault() is { } unknown)
            throw new FormatException($"Entity {path}: {unknown} is not supported by this broker.");
    }
}

[JsonSerializable(typeof(EmulatorConfig))]
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
internal sealed partial class EmulatorConfigJson : JsonSerializerContext;
