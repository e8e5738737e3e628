using Router.Broker.Entities;

namespace Router.Broker.Administration;

/// <summary>A queue or subscription as it is at one moment.</summary>
internal sealed record EntityRuntime(QueueSettings Settings, QueueCounts Counts, long Bytes, DateTimeOffset CreatedAt, DateTimeOffset AccessedAt)
{
    /// <summary>Null when the entity has been deleted in the meantime.</summary>
    public static async Task<EntityRuntime?> TryReadAsync(EntityMailbox mailbox)
    {
        try
        {
            return await mailbox.AskAsync(() => Read(mailbox.Engine));
        }
        catch (EntityGoneException)
        {
            return null;
        }
    }

    private static EntityRuntime Read(QueueEngine engine)
    {
        engine.Advance();
        var messages = engine.Messages.Concat(engine.DeadLetters?.Messages ?? []);
        return new EntityRuntime(engine.Settings, engine.Counts, messages.Sum(message => (long)message.Content.Payload.Length), engine.CreatedAt, engine.AccessedAt);
    }
}
