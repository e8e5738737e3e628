namespace Router.Broker.Entities;

/// <summary>
/// One queue with its dead-letter queue: peek-lock, expiry, delivery count, deferral, schedule, duplicates.
/// It knows no protocol and no thread; whoever owns it calls it from one place and asks <see cref="NextDue"/> when to call again.
/// </summary>
internal sealed partial class QueueEngine
{
    private readonly TimeProvider clock;
    private readonly IEntityLog log;
    private readonly Dictionary<long, QueuedMessage> messages = [];
    private readonly ReadyMessages ready;
    private readonly LockTable locks = new();
    private readonly Agenda scheduled = new();
    private readonly Agenda expiring = new();
    private readonly DuplicateHistory? duplicates;
    private int deferred;

    public QueueEngine(QueueSettings settings, TimeProvider clock, IEntityLog log)
    {
        Settings = settings;
        this.clock = clock;
        this.log = log;
        CreatedAt = AccessedAt = clock.GetUtcNow();
        ready = new ReadyMessages(settings.RequiresSession);
        Sessions = new SessionTable(settings.LockDuration);
        duplicates = settings.DetectsDuplicates ? new DuplicateHistory(settings.DuplicateWindow) : null;
        DeadLetters = settings.IsDeadLetterQueue ? null : new QueueEngine(settings.ForDeadLetters(), clock, log);
    }

    public QueueSettings Settings { get; }

    public QueueEngine? DeadLetters { get; }

    public SessionTable Sessions { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>When a message last came or was taken.</summary>
    public DateTimeOffset AccessedAt { get; private set; }

    public long LastSequenceNumber { get; private set; }

    public IEnumerable<QueuedMessage> Messages => messages.Values;

    public QueueCounts Counts => new(ready.Count, locks.Count, scheduled.Count, deferred, DeadLetters?.messages.Count ?? 0);

    public DateTimeOffset? NextDue =>
        new[] { locks.NextExpiry, scheduled.Next, expiring.Next, Sessions.NextExpiry, DeadLetters?.NextDue }.Min();

    public IEnumerable<(string MessageId, long SequenceNumber, DateTimeOffset At)> Remembered =>
        duplicates?.All(clock.GetUtcNow()) ?? [];

    public EnqueueOutcome Enqueue(MessageContent content)
    {
        var now = Advance();
        if (duplicates is not null && duplicates.TryFind(content.MessageId, now, out var first))
            return new EnqueueOutcome(first, IsDuplicate: true);
        var message = Store(content, now);
        duplicates?.Remember(content.MessageId, message.SequenceNumber, now);
        foreach (var copy in content.Copies)
            Store(copy, now);
        return new EnqueueOutcome(message.SequenceNumber, IsDuplicate: false);
    }

    /// <summary>Takes in what another entity forwards; with its name the log moves the message, without it the other removes it later.</summary>
    public void Accept(QueuedMessage forwarded, MessageContent content, string? from)
    {
        var now = Advance();
        if (duplicates is not null && duplicates.TryFind(content.MessageId, now, out _))
            return;
        var message = Copy(forwarded, content, now);
        duplicates?.Remember(content.MessageId, message.SequenceNumber, now);
        Place(message);
        if (from is null)
            log.Stored(Settings.Path, message);
        else
            log.Moved(from, forwarded.SequenceNumber, Settings.Path, message);
        foreach (var further in content.Copies.Select(copy => Copy(forwarded, copy, now)))
        {
            Place(further);
            log.Stored(Settings.Path, further);
        }
    }

    private QueuedMessage Store(MessageContent content, DateTimeOffset now)
    {
        AccessedAt = now;
        var message = new QueuedMessage { SequenceNumber = ++LastSequenceNumber, Content = content, EnqueuedAt = now };
        if (content.ScheduledFor > now)
            message.State = MessageState.Scheduled;
        else
            message.ExpiresAt = ExpiryOf(content, now);
        Place(message);
        log.Stored(Settings.Path, message);
        return message;
    }

    private QueuedMessage Copy(QueuedMessage forwarded, MessageContent content, DateTimeOffset now) => new()
    {
        SequenceNumber = ++LastSequenceNumber,
        Content = content,
        EnqueuedAt = now,
        ExpiresAt = ExpiryOf(content, now),
        ChangedProperties = forwarded.ChangedProperties,
        DeadLetterSource = forwarded.DeadLetterSource,
        OriginalNumber = forwarded.OriginalNumber > 0 ? forwarded.OriginalNumber : forwarded.SequenceNumber,
    };

    /// <summary>Locks the first message that is ready. Whoever receives and deletes completes it once it is on its way.</summary>
    public QueuedMessage? Receive(string? sessionId = null)
    {
        Advance();
        return ready.TryFirst(sessionId, out var sequenceNumber) ? Take(messages[sequenceNumber]) : null;
    }

    /// <summary>All of them or none: one number that is no deferred message, or of another session, and nothing is locked.</summary>
    public IReadOnlyList<QueuedMessage>? ReceiveDeferred(IReadOnlyCollection<long> sequenceNumbers, string? sessionId = null)
    {
        Advance();
        var found = sequenceNumbers.Distinct().Select(number => messages.GetValueOrDefault(number)).ToArray();
        return found.Length > 0 && Array.TrueForAll(found, message => message is { State: MessageState.Deferred } && (sessionId is null || message.Content.SessionId == sessionId))
            ? [.. found.Select(message => Take(message!))]
            : null;
    }

    public bool Complete(Guid lockToken)
    {
        if (Unlock(lockToken) is not { } message)
            return false;
        Drop(message);
        return true;
    }

    /// <summary>A release hands the message back without counting the delivery as failed.</summary>
    public bool Abandon(Guid lockToken, IReadOnlyDictionary<string, object?>? properties = null, bool countsAsFailure = true)
    {
        if (Unlock(lockToken) is not { } message)
            return false;
        message.Change(properties);
        GiveBack(message, countsAsFailure);
        return true;
    }

    public bool Defer(Guid lockToken, IReadOnlyDictionary<string, object?>? properties = null)
    {
        if (Unlock(lockToken) is not { } message)
            return false;
        message.Change(properties);
        message.IsDeferred = true;
        message.State = MessageState.Deferred;
        Place(message);
        log.Changed(Settings.Path, message);
        return true;
    }

    public bool DeadLetter(Guid lockToken, string? reason = null, string? description = null, IReadOnlyDictionary<string, object?>? properties = null)
    {
        if (Unlock(lockToken) is not { } message)
            return false;
        message.Change(properties);
        Bury(message, reason, description);
        return true;
    }

    public DateTimeOffset? RenewLock(Guid lockToken)
    {
        var now = Advance();
        if (locks.Find(lockToken) is not { } message)
            return null;
        locks.Renew(message, now + Settings.LockDuration);
        return message.LockedUntil;
    }

    public bool CancelScheduled(long sequenceNumber)
    {
        Advance();
        if (!messages.TryGetValue(sequenceNumber, out var message) || message.State != MessageState.Scheduled)
            return false;
        scheduled.Remove(message.Content.ScheduledFor!.Value, sequenceNumber);
        Drop(message);
        return true;
    }

    public IReadOnlyList<QueuedMessage> Peek(long fromSequenceNumber, int count, string? sessionId = null)
    {
        Advance();
        return [.. messages.Values
            .Where(message => message.SequenceNumber >= fromSequenceNumber && (sessionId is null || message.Content.SessionId == sessionId))
            .OrderBy(message => message.SequenceNumber)
            .Take(count)];
    }

    /// <summary>The first session nobody holds that has something to deliver.</summary>
    public string? FirstFreeSession()
    {
        var now = Advance();
        return ready.Sessions.FirstOrDefault(session => Sessions.IsFree(session, now));
    }

    /// <summary>Renews the session with every message lock under it, as the service does.</summary>
    public DateTimeOffset? RenewSession(string sessionId)
    {
        var now = Advance();
        var until = Sessions.Renew(sessionId, now);
        if (until is { } renewed)
        {
            foreach (var message in LockedIn(sessionId))
                locks.Renew(message, renewed);
        }

        return until;
    }

    /// <summary>A session given up hands its locked messages back at once.</summary>
    public void ReleaseSession(string sessionId, object holder)
    {
        if (!Sessions.Release(sessionId, holder))
            return;
        foreach (var message in LockedIn(sessionId))
            Abandon(message.LockToken, countsAsFailure: false);
    }

    public void SetSessionState(string sessionId, ReadOnlyMemory<byte>? state)
    {
        Sessions.SetState(sessionId, state, clock.GetUtcNow());
        log.SessionStateSet(Settings.Path, sessionId, state);
    }

    public void RestoreSessionState(string sessionId, ReadOnlyMemory<byte> state) => Sessions.SetState(sessionId, state, clock.GetUtcNow());

    /// <summary>Sessions that hold messages or state; with a moment, those whose state was set after it.</summary>
    public IEnumerable<string> SessionsSince(DateTimeOffset? moment) => moment is { } since
        ? Sessions.WithStateSince(since)
        : messages.Values.Select(message => message.Content.SessionId).OfType<string>().Union(Sessions.WithStateSince(DateTimeOffset.MinValue));

    /// <summary>Forgets everything, for good.</summary>
    public void Clear()
    {
        DeadLetters?.Clear();
        foreach (var message in messages.Values.ToArray())
        {
            if (message.State == MessageState.Locked)
                locks.Remove(message);
            else if (message.State == MessageState.Scheduled)
                scheduled.Remove(message.Content.ScheduledFor!.Value, message.SequenceNumber);
            else
                Unplace(message);
            Drop(message);
        }
    }

    /// <summary>Brings the queue up to the present: due messages appear, lost locks return, the expired leave.</summary>
    public DateTimeOffset Advance()
    {
        var now = clock.GetUtcNow();
        DeadLetters?.Advance();
        while (scheduled.TryTakeDue(now, out var due))
            Activate(messages[due], now);
        while (locks.TryTakeExpired(now, out var lost))
            GiveBack(lost, countsAsFailure: true);
        while (expiring.TryTakeDue(now, out var late))
            Expire(messages[late]);
        return now;
    }

    /// <summary>Puts back what the log held. Locks did not survive, so a locked message is ready again.</summary>
    public void Restore(QueuedMessage message)
    {
        Recall(message.SequenceNumber);
        message.State = message.IsDeferred ? MessageState.Deferred
            : message.Content.ScheduledFor > message.EnqueuedAt ? MessageState.Scheduled : MessageState.Active;
        Place(message);
    }

    public void RestoreDuplicate(string messageId, long sequenceNumber, DateTimeOffset at) => duplicates?.Remember(messageId, sequenceNumber, at);

    public void Recall(long lastSequenceNumber) => LastSequenceNumber = Math.Max(LastSequenceNumber, lastSequenceNumber);
}
