using Router.Messaging;
using Router.Storage;

namespace Router.Destinations;

internal static class Landings
{
    /// <summary>True where the way that a message belongs to has ended: the request has landed, or a person has moved it elsewhere since.</summary>
    public static bool IsOver(Partition partition, MessageEnvelope envelope) =>
        new OutboxMessage(envelope.Message, envelope.MailKey) is var message
        && (MessageProgress.HasEffect(partition, message) || MessageProgress.IsOvertaken(partition, message));
}
