using System.Security.Cryptography;

namespace Router.Broker.Entities;

/// <summary>How a message gets from one state to the next; each step tells the log what must survive.</summary>
internal sealed partial class QueueEngine
{
    private QueuedMessage[] LockedIn(string sessionId) =>
        [.. messages.Values.Where(message => message.State == MessageState.Locked && message.Content.SessionId == sessionId)
            .OrderBy(message => message.SequenceNumber)];

    private QueuedMessage Take(QueuedMessage message)
    {
        Unplace(message);
        AccessedAt = clock.GetUtcNow();
        message.State = MessageState.Locked;
        message.LockToken = new Guid(RandomNumberGenerator.GetBytes(16));
        // What is on its way to another entity is never given to anybody else.
        message.LockedUntil = Settings.ForwardTo is null ? AccessedAt + Settings.LockDuration : DateTimeOffset.MaxValue;
        locks.Add(message);
        return message;
    }

    private QueuedMessage? Unlock(Guid lockToken)
    {
        Advance();
        if (locks.Find(lockToken) is not { } message)
            return null;
        locks.Remove(message);
        return message;
    }

    private void GiveBack(QueuedMessage message, bool countsAsFailure)
    {
        if (countsAsFailure && ++message.DeliveryCount >= Settings.MaxDeliveryCount)
        {
            Bury(message, DeadLetterReason.TooManyDeliveries,
                $"Message could not be consumed after {Settings.MaxDeliveryCount} delivery attempts.");
            return;
        }

        message.State = message.IsDeferred ? MessageState.Deferred : MessageState.Active;
        Place(message);
        log.Changed(Settings.Path, message);
    }

    private void Activate(QueuedMessage message, DateTimeOffset now)
    {
        // Azure appends a due message with a new sequence number, as if it had been sent now.
        messages.Remove(message.SequenceNumber);
        var active = new QueuedMessage
        {
            SequenceNumber = ++LastSequenceNumber,
            Content = message.Content,
            EnqueuedAt = now,
            ExpiresAt = ExpiryOf(message.Content, now),
        };
        Place(active);
        log.Stored(Settings.Path, active);
        log.Removed(Settings.Path, message.SequenceNumber);
    }

    private void Expire(QueuedMessage message)
    {
        Unplace(message);
        if (Settings.DeadLettersExpired)
            Bury(message, DeadLetterReason.Expired, "The message expired and was dead lettered.");
        else
            Drop(message);
    }

    private void Bury(QueuedMessage message, string? reason, string? description)
    {
        if (DeadLetters is null)
        {
            // A dead letter that is dead-lettered again stays where it is.
            message.State = MessageState.Active;
            Place(message);
            return;
        }

        message.Change(DeadLetterReason.Properties(reason, description));
        var dead = new QueuedMessage
        {
            SequenceNumber = message.SequenceNumber,
            Content = message.Content,
            EnqueuedAt = message.EnqueuedAt,
            DeliveryCount = message.DeliveryCount,
            ChangedProperties = message.ChangedProperties,
            DeadLetterSource = Settings.Path,
            OriginalNumber = message.OriginalNumber,
        };
        DeadLetters.Recall(dead.SequenceNumber);
        DeadLetters.Place(dead);
        log.Stored(DeadLetters.Settings.Path, dead);
        Drop(message);
    }

    private void Drop(QueuedMessage message)
    {
        message.State = MessageState.Gone;
        messages.Remove(message.SequenceNumber);
        log.Removed(Settings.Path, message.SequenceNumber);
    }

    private void Place(QueuedMessage message)
    {
        messages[message.SequenceNumber] = message;
        message.IsInDeadLetters = Settings.IsDeadLetterQueue;
        switch (message.State)
        {
            case MessageState.Scheduled:
                scheduled.Add(message.Content.ScheduledFor!.Value, message.SequenceNumber);
                break;
            case MessageState.Deferred:
                deferred++;
                break;
            default:
                ready.Add(message);
                expiring.Add(message.ExpiresAt, message.SequenceNumber);
                break;
        }
    }

    private void Unplace(QueuedMessage message)
    {
        if (message.State == MessageState.Deferred)
        {
            deferred--;
            return;
        }

        ready.Remove(message);
        expiring.Remove(message.ExpiresAt, message.SequenceNumber);
    }

    private DateTimeOffset ExpiryOf(MessageContent content, DateTimeOffset now)
    {
        var ttl = content.TimeToLive is { } own && own < Settings.DefaultTimeToLive ? own : Settings.DefaultTimeToLive;
        return Settings.IsDeadLetterQueue || ttl >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + ttl;
    }
}
