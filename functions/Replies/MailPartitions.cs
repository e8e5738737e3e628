using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Replies;

internal static class MailPartitions
{
    /// <summary>The partition and the mail of it that a message is about.</summary>
    /// <exception cref="PermanentFailureException">There is none: the message is no message of ours.</exception>
    public static async Task<(Partition Partition, Mail Mail)> LoadMailAsync(this PartitionStore partitions, MessageEnvelope envelope, CancellationToken cancellationToken) =>
        await partitions.LoadMailAsync(envelope.Partition, envelope.MailKey ?? "", cancellationToken)
            ?? throw new PermanentFailureException($"Partition {envelope.Partition} holds no mail {envelope.MailKey}.");

    /// <summary>The request without the parking of a mail that has gone on.</summary>
    public static Request? Unparked(this Request? request, string mailKey) => request?.Parking?.MailKey == mailKey ? request with { Parking = null } : request;
}
