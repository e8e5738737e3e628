using Router.Requests;
using Router.Storage;

namespace Router.Messaging;

internal static class RequestPartitions
{
    /// <summary>The partition and the request that a message is about.</summary>
    /// <exception cref="PermanentFailureException">There is none: the message is no message of ours.</exception>
    public static async Task<(Partition Partition, Request Request)> LoadRequestAsync(
        this PartitionStore partitions, MessageEnvelope envelope, CancellationToken cancellationToken) =>
        await partitions.LoadHeadAsync(envelope.Partition, cancellationToken) is { Request: { } request } partition
            ? (partition, request)
            : throw new PermanentFailureException($"Partition {envelope.Partition} holds no request.");
}
