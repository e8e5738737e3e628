using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Messaging;

/// <summary>What travels on a queue: ids only, never customer text (the claim check stays in storage).</summary>
/// <param name="Message">What is to be done, for example "TriageRequest".</param>
/// <param name="Partition">The request's or digest's partition.</param>
/// <param name="MailKey">Which mail of the partition, for <see cref="MessageNames.DeliverMail"/>; which stage, for <see cref="MessageNames.NotifySubscribers"/> and <see cref="MessageNames.SolveTicket"/>; the landing, for the destinations of a moved request.</param>
/// <param name="Attempt">1 for the first try; each retry is a scheduled copy with the next number.</param>
/// <param name="Sending">Which of the message's sendings this is: the retries of one are not mistaken for those of another.</param>
internal sealed record MessageEnvelope(string Message, string Partition, string? MailKey = null, int Attempt = 1, string? Sending = null)
{
    // A table key holds no more; what is longer is no message of ours.
    private const int LongestKey = 1000;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, MessagingJsonContext.Default.MessageEnvelope);

    /// <summary>Null for anything that is no message of ours.</summary>
    public static MessageEnvelope? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize(bytes, MessagingJsonContext.Default.MessageEnvelope);
            return IsKey(envelope?.Message) && IsKey(envelope!.Partition) && IsKeyOrNull(envelope.MailKey) && IsKeyOrNull(envelope.Sending) ? envelope : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsKeyOrNull(string? text) => text is null || IsKey(text);

    private static bool IsKey(string? text) => text is { Length: > 0 and <= LongestKey } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}

/// <summary>The messages, each with the queue that carries it.</summary>
internal static class MessageNames
{
    public const string TriageRequest = nameof(TriageRequest);
    public const string AnswerFromDocs = nameof(AnswerFromDocs);
    public const string AddToBacklog = nameof(AddToBacklog);
    public const string FileBug = nameof(FileBug);
    public const string DeliverMail = nameof(DeliverMail);
    public const string SendMail = nameof(SendMail);
    public const string FetchMail = nameof(FetchMail);
    public const string SolveTicket = nameof(SolveTicket);
    public const string LeaveBacklog = nameof(LeaveBacklog);
    public const string RemoveDraft = nameof(RemoveDraft);
    public const string NotifySubscribers = nameof(NotifySubscribers);
}

/// <summary>Queue names, as in infra/local/Broker/Config.json.</summary>
internal static class QueueNames
{
    public const string Triage = "triage";
    public const string Doing = "doing";
    public const string Building = "building";
    public const string Fixing = "fixing";
    public const string Outgoing = "outgoing";
    public const string Leaving = "leaving";
    public const string Mailbox = "mailbox";
    public const string Facts = "facts";

    public static bool Knows(string message) =>
        message is MessageNames.TriageRequest or MessageNames.AnswerFromDocs or MessageNames.AddToBacklog or MessageNames.FileBug or MessageNames.DeliverMail
            or MessageNames.SendMail or MessageNames.SolveTicket or MessageNames.FetchMail or MessageNames.NotifySubscribers or MessageNames.LeaveBacklog or MessageNames.RemoveDraft;

    public static IReadOnlyList<string> All { get; } = [Triage, Doing, Building, Fixing, Outgoing, Leaving, Mailbox, Facts];

    public static string For(string message) => message switch
    {
        MessageNames.TriageRequest => Triage,
        MessageNames.AnswerFromDocs => Doing,
        MessageNames.AddToBacklog or MessageNames.LeaveBacklog => Building,
        MessageNames.FileBug => Fixing,
        MessageNames.DeliverMail or MessageNames.RemoveDraft => Outgoing,
        MessageNames.SendMail or MessageNames.SolveTicket => Leaving,
        MessageNames.FetchMail => Mailbox,
        MessageNames.NotifySubscribers => Facts,
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "Unknown message."),
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageEnvelope))]
internal sealed partial class MessagingJsonContext : JsonSerializerContext;
