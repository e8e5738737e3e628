using Router.Broker.Entities;

namespace Router.Contract.Entities;

public sealed class QueueEngineTests
{
    [Fact]
    public void Receive_OfTwo_FollowsSequence()
    {
        var (engine, _) = Engines.Create();
        engine.Enqueue(Engines.Content("a"));
        engine.Enqueue(Engines.Content("b"));
        Assert.Equal(["a", "b", null], [engine.NextId(), engine.NextId(), engine.NextId()]);
    }

    [Fact]
    public void Lock_WhenItExpires_ReturnsMessageToItsPlaceAndCounts()
    {
        var (engine, clock) = Engines.Create();
        engine.Enqueue(Engines.Content("a"));
        engine.Enqueue(Engines.Content("b"));
        var lost = engine.Receive()!.LockToken;
        clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal(new QueueCounts(1, 1, 0, 0, 0), Now(engine));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(engine.Complete(lost));
        var again = engine.Receive()!;
        Assert.Equal(("a", 1), (again.Content.MessageId, again.DeliveryCount));
        Assert.NotEqual(lost, again.LockToken);
    }

    [Fact]
    public void RenewLock_BeforeExpiry_KeepsLock()
    {
        var (engine, clock) = Engines.Create();
        engine.Enqueue(Engines.Content("a"));
        engine.Enqueue(Engines.Content("b"));
        var (first, second) = (engine.Receive()!.LockToken, engine.Receive()!.LockToken);
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(clock.GetUtcNow().AddMinutes(1), engine.RenewLock(first));
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(engine.RenewLock(second));
        Assert.True(engine.Complete(first));
    }

    [Fact]
    public void Abandon_UpToMaxDeliveryCount_DeadLetters()
    {
        var (engine, _) = Engines.Create();
        engine.Enqueue(Engines.Content("poison"));
        for (var attempt = 0; attempt < 3; attempt++)
            Assert.True(engine.Abandon(engine.Receive()!.LockToken));
        Assert.Null(engine.Receive());
        var dead = engine.DeadLetters!.Receive()!;
        Assert.Equal(DeadLetterReason.TooManyDeliveries, dead.ChangedProperties![DeadLetterReason.Property]);
        Assert.Equal("queue", dead.DeadLetterSource);
    }

    [Fact]
    public void Release_DoesNotCount()
    {
        var (engine, _) = Engines.Create();
        engine.Enqueue(Engines.Content("a"));
        for (var attempt = 0; attempt < 10; attempt++)
            engine.Abandon(engine.Receive()!.LockToken, countsAsFailure: false);
        Assert.Equal(0, engine.Receive()!.DeliveryCount);
    }

    [Fact]
    public void Enqueue_Scheduled_AppearsWhenDueWithNewNumber()
    {
        var (engine, clock) = Engines.Create();
        var due = clock.GetUtcNow().AddMinutes(5);
        var scheduled = engine.Enqueue(Engines.Content("later") with { ScheduledFor = due }).SequenceNumber;
        engine.Enqueue(Engines.Content("now"));
        Assert.Equal(due, engine.NextDue);
        Assert.Equal("now", engine.ReceiveAndDelete()!.Content.MessageId);
        Assert.Null(engine.NextId());
        clock.Advance(TimeSpan.FromMinutes(5));
        var message = engine.ReceiveAndDelete()!;
        Assert.Equal(("later", due), (message.Content.MessageId, message.EnqueuedAt));
        Assert.True(message.SequenceNumber > scheduled);
        Assert.False(engine.CancelScheduled(scheduled));
    }

    [Fact]
    public void CancelScheduled_BeforeDue_RemovesIt()
    {
        var (engine, clock) = Engines.Create();
        var number = engine.Enqueue(Engines.Content("later") with { ScheduledFor = clock.GetUtcNow().AddMinutes(5) }).SequenceNumber;
        Assert.True(engine.CancelScheduled(number));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(engine.Receive());
        Assert.Null(engine.NextDue);
    }

    [Fact]
    public void Enqueue_OfKnownId_IsDroppedUntilTheWindowEnds()
    {
        var (engine, clock) = Engines.Create(Engines.Settings with { DetectsDuplicates = true });
        var first = engine.Enqueue(Engines.Content("same"));
        Assert.NotNull(engine.ReceiveAndDelete());
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(new EnqueueOutcome(first.SequenceNumber, IsDuplicate: true), engine.Enqueue(Engines.Content("same")));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(engine.Enqueue(Engines.Content("same")).IsDuplicate);
    }

    [Fact]
    public void Defer_ThenReceiveByNumber_ReturnsToDeferredWhenAbandoned()
    {
        var (engine, _) = Engines.Create();
        var number = engine.Enqueue(Engines.Content("a")).SequenceNumber;
        engine.Defer(engine.Receive()!.LockToken);
        Assert.Null(engine.Receive());
        engine.Abandon(engine.ReceiveDeferred([number])![0].LockToken);
        Assert.Equal(new QueueCounts(0, 0, 0, 1, 0), Now(engine));
        Assert.True(engine.Complete(engine.ReceiveDeferred([number])![0].LockToken));
        Assert.Null(engine.ReceiveDeferred([number]));
    }

    [Fact]
    public void ReceiveDeferred_WithOneNumberMissing_LocksNone()
    {
        var (engine, _) = Engines.Create();
        var number = engine.Enqueue(Engines.Content("a")).SequenceNumber;
        engine.Defer(engine.Receive()!.LockToken);
        Assert.Null(engine.ReceiveDeferred([number, number + 1]));
        Assert.Equal(new QueueCounts(0, 0, 0, 1, 0), Now(engine));
        Assert.Single(engine.ReceiveDeferred([number, number])!);
    }

    [Fact]
    public void Enqueue_WithCopies_TakesThemForNoDuplicates()
    {
        var (engine, _) = Engines.Create(Engines.Settings with { DetectsDuplicates = true });
        var content = Engines.Content("same") with { Copies = [Engines.Content("same")] };
        Assert.False(engine.Enqueue(content).IsDuplicate);
        Assert.True(engine.Enqueue(content).IsDuplicate);
        Assert.Equal(2, Now(engine).Active);
    }

    [Fact]
    public void Clear_OfMessagesInEachState_LeavesNothing()
    {
        var (engine, clock) = Engines.Create();
        for (var number = 0; number < 4; number++)
            engine.Enqueue(Engines.Content($"{number}"));
        engine.Enqueue(Engines.Content("later") with { ScheduledFor = clock.GetUtcNow().AddMinutes(5) });
        engine.Defer(engine.Receive()!.LockToken);
        engine.DeadLetter(engine.Receive()!.LockToken);
        engine.Receive();
        engine.Clear();
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new QueueCounts(0, 0, 0, 0, 0), Now(engine));
        Assert.Null(engine.NextDue);
        engine.Enqueue(Engines.Content("new"));
        Assert.Equal("new", engine.NextId());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void TimeToLive_WhenOver_TakesMessageOut(bool deadLetters, int expected)
    {
        var (engine, clock) = Engines.Create(Engines.Settings with { DeadLettersExpired = deadLetters, DefaultTimeToLive = TimeSpan.FromHours(1) });
        engine.Enqueue(Engines.Content("own") with { TimeToLive = TimeSpan.FromMinutes(10) });
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(engine.Receive());
        Assert.Equal(expected, engine.Counts.DeadLettered);
    }

    [Fact]
    public void TimeToLive_OfLockedMessage_WaitsForTheLock()
    {
        var (engine, clock) = Engines.Create(Engines.Settings with { DefaultTimeToLive = TimeSpan.FromSeconds(30) });
        engine.Enqueue(Engines.Content("a"));
        var token = engine.Receive()!.LockToken;
        clock.Advance(TimeSpan.FromSeconds(45));
        Assert.True(engine.Complete(token));
    }

    [Fact]
    public void Abandon_WithProperties_KeepsThemOverRedelivery()
    {
        var (engine, _) = Engines.Create();
        engine.Enqueue(Engines.Content("a"));
        engine.Abandon(engine.Receive()!.LockToken, new Dictionary<string, object?> { ["attempt"] = 1 });
        Assert.Equal(1, engine.Receive()!.ChangedProperties!["attempt"]);
    }

    [Fact]
    public void Sessions_HeldByOne_AreNotFreeUntilExpiry()
    {
        var (engine, clock) = Engines.Create(Engines.Settings with { RequiresSession = true });
        engine.Enqueue(Engines.Content("a1") with { SessionId = "a" });
        engine.Enqueue(Engines.Content("b1") with { SessionId = "b" });
        Assert.Equal("a", engine.FirstFreeSession());
        engine.Sessions.Hold("a", this, clock.GetUtcNow());
        Assert.Equal("b", engine.FirstFreeSession());
        Assert.Equal("a1", engine.Receive("a")!.Content.MessageId);
        Assert.Null(engine.Receive("a"));
        engine.ReleaseSession("a", this);
        Assert.Equal(0, engine.Receive("a")!.DeliveryCount);
    }

    private static QueueCounts Now(QueueEngine engine)
    {
        engine.Advance();
        return engine.Counts;
    }
}
