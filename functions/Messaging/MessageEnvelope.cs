using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Messaging;

/// <summary>What travels on a queue: ids only, never customer text (the claim check stays in storage).</summary>
/// <param name="Message">What is to be done, for example "TriageRequest".</param>
/// <param name="Partition">The request's or digest's partition.</param>
/// <param name="MailKey">Which mail of the partition, for <see cref="MessageNames.DeliverMail"/>.</param>
/// <param name="Attempt">1 for the first try; each retry is a scheduled copy with the next number.</param>
internal sealed record MessageEnvelope(string Message, string Partition, string? MailKey = null, int Attempt = 1)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, MessagingJsonContext.Default.MessageEnvelope);

    public static MessageEnvelope? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, MessagingJsonContext.Default.MessageEnvelope);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The messages, each with the queue that carries it.</summary>
internal static class MessageNames
{
    public const string TriageRequest = nameof(TriageRequest);
    public const string AnswerFromDocs = nameof(AnswerFromDocs);
    public const string AddToBacklog = nameof(AddToBacklog);
    public const string FileBug = nameof(FileBug);
    public const string DeliverMail = nameof(DeliverMail);
}

/// <summary>Queue names, as in infra/local/Broker/Config.json and infra/azure.</summary>
internal static class QueueNames
{
    public const string Triage = "triage";
    public const string Doing = "doing";
    public const string Building = "building";
    public const string Fixing = "fixing";
    public const string Outgoing = "outgoing";

    public static IReadOnlyList<string> All { get; } = [Triage, Doing, Building, Fixing, Outgoing];

    public static string For(string message) => message switch
    {
        MessageNames.TriageRequest => Triage,
        MessageNames.AnswerFromDocs => Doing,
        MessageNames.AddToBacklog => Building,
        MessageNames.FileBug => Fixing,
        MessageNames.DeliverMail => Outgoing,
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "Unknown message."),
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageEnvelope))]
internal sealed partial class MessagingJsonContext : JsonSerializerContext;
