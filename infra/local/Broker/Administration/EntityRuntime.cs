using Router.Broker.Entities;

namespace Router.Broker.Administration;

/// <summary>A queue or subscription as it is at one moment.</summary>
internal sealed record EntityRuntime(QueueSettings Settings, QueueCounts Counts, long Bytes, DateTimeOffset CreatedAt, DateTimeOffset AccessedAt)
{
    public static Task<EntityRuntime> OfAsync(EntityMailbox mailbox) => mailbox.AskAsync(() =>
    {
        var engine = mailbox.Engine;
        engine.Advance();
        var messages = engine.Messages.Concat(engine.DeadLetters?.Messages ?? []);
        return new EntityRuntime(engine.Settings, engine.Counts, messages.Sum(message => (long)message.Content.Payload.Length), engine.CreatedAt, engine.AccessedAt);
    });
}
