using Router.Broker.Entities;

namespace Router.Contract.Entities;

/// <summary>Whatever is done in whatever order, no message is lost and none is there twice.</summary>
public sealed class QueueEngineModelTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Engine_UnderRandomCommands_ConservesMessages(int seed)
    {
        // A fixed seed makes the run repeatable; nothing secret depends on it.
        var random = new Random(seed);
        var (engine, clock) = Engines.Create(Engines.Settings with { DeadLettersExpired = true });
        var (sent, finished) = (0, 0);
        var locks = new List<Guid>();
        for (var step = 0; step < 500; step++)
        {
            switch (random.Next(10))
            {
                case <= 2:
                    engine.Enqueue(Some(random, sent++, clock.GetUtcNow()));
                    break;
                case <= 4 when engine.Receive() is { } message:
                    locks.Add(message.LockToken);
                    break;
                case 5 when engine.ReceiveAndDelete() is not null:
                    finished++;
                    break;
                case 6:
                    clock.Advance(TimeSpan.FromSeconds(random.Next(40)));
                    break;
                case 7 when engine.Messages.FirstOrDefault(message => message.State == MessageState.Deferred) is { } deferred:
                    if (engine.ReceiveDeferred([deferred.SequenceNumber]) is [var again])
                        locks.Add(again.LockToken);
                    break;
                default:
                    finished += Settle(engine, random, locks);
                    break;
            }

            engine.Advance();
            var counts = engine.Counts;
            Assert.Equal(sent, finished + counts.Active + counts.Locked + counts.Scheduled + counts.Deferred + counts.DeadLettered);
            Assert.Equal(engine.Messages.Count(message => message.State == MessageState.Deferred), counts.Deferred);
            Assert.Equal(engine.Messages.Count(message => message.State == MessageState.Locked), counts.Locked);
        }

        Assert.True(sent > 50 && finished > 0);
    }

    private static int Settle(QueueEngine engine, Random random, List<Guid> locks)
    {
        if (locks.Count == 0)
            return 0;
        var token = locks[random.Next(locks.Count)];
        locks.Remove(token);
        switch (random.Next(5))
        {
            case 0:
                engine.Abandon(token);
                return 0;
            case 1:
                engine.Defer(token);
                return 0;
            case 2:
                engine.DeadLetter(token, "reason", null);
                return 0;
            case 3:
                if (engine.RenewLock(token) is not null)
                    locks.Add(token);
                return 0;
            default:
                return engine.Complete(token) ? 1 : 0;
        }
    }

    private static MessageContent Some(Random random, int number, DateTimeOffset now) => Engines.Content($"m{number}") with
    {
        ScheduledFor = random.Next(4) == 0 ? now.AddSeconds(random.Next(60)) : null,
        TimeToLive = random.Next(4) == 0 ? TimeSpan.FromSeconds(random.Next(1, 90)) : null,
    };
}
