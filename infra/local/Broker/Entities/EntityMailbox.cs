using System.Threading.Channels;
using Router.Broker.Journal;

namespace Router.Broker.Entities;

/// <summary>
/// The one place from which a queue and its dead-letter queue are touched: commands come in order, then what is ready goes out to
/// the consumers in turn. A timer of the broker's clock wakes it for what falls due.
/// </summary>
internal sealed class EntityMailbox : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private readonly Channel<Action> commands = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TimeProvider clock;
    private readonly Action<string, Exception> failed;
    private readonly ITimer timer;
    private readonly Task loop;
    private readonly ConsumerList consumers = new();
    private readonly ConsumerList deadLetterConsumers = new();
    private readonly SessionWaiters waiters = new();
    private DateTimeOffset armedFor = DateTimeOffset.MaxValue;

    public EntityMailbox(QueueEngine engine, IJournal journal, TimeProvider clock, Action<string, Exception> failed)
    {
        this.failed = failed;
        Engine = engine;
        Journal = journal;
        this.clock = clock;
        timer = clock.CreateTimer(_ => commands.Writer.TryWrite(OnTimer), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        loop = Task.Run(RunAsync);
        commands.Writer.TryWrite(Wake);
    }

    /// <summary>Only for what runs on this mailbox.</summary>
    public QueueEngine Engine { get; }

    public IJournal Journal { get; }

    public string Path => Engine.Settings.Path;

    public void Post(Action command) => commands.Writer.TryWrite(command);

    /// <summary>Throws <see cref="EntityGoneException"/> when the entity has been deleted in the meantime.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = commands.Writer.TryWrite(() =>
        {
            try
            {
                answer.TrySetResult(question());
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                answer.TrySetException(exception);
            }
        });
        if (!taken)
            answer.SetException(new EntityGoneException(Path));
        return answer.Task;
    }

    /// <summary>The value, once all that was told to the log so far survives a kill.</summary>
    public Task<T> WhenDurableAsync<T>(T value)
    {
        var written = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Journal.WhenDurable(() => written.TrySetResult(value));
        return written.Task;
    }

    public QueueEngine EngineFor(bool deadLetters) => deadLetters ? Engine.DeadLetters! : Engine;

    public void Add(IConsumer consumer, bool deadLetters) => Post(() => ListFor(deadLetters).Add(consumer));

    public void Remove(IConsumer consumer, bool deadLetters) => Post(() =>
    {
        ListFor(deadLetters).Remove(consumer);
        waiters.Remove(consumer);
        if (consumer.SessionId is { } session)
            Engine.ReleaseSession(session, consumer);
    });

    /// <summary>Sends what there is to a consumer that drains, then says that there is no more.</summary>
    public void Drain(IConsumer consumer, bool deadLetters, Action drained) => Post(() =>
    {
        while (consumer.Wants && EngineFor(deadLetters).Receive(consumer.SessionId) is { } message)
            consumer.Deliver(message);
        drained();
    });

    public void WaitForSession(SessionWaiter waiter) => Post(() => waiters.Add(waiter));

    public void Wake()
    {
    }

    public async ValueTask DisposeAsync()
    {
        commands.Writer.TryComplete();
        await loop;
        await timer.DisposeAsync();
    }

    private async Task RunAsync()
    {
        while (await commands.Reader.WaitToReadAsync())
        {
            for (var taken = 0; taken < 256 && commands.Reader.TryRead(out var command); taken++)
                Run(command);
            Run(Dispatch);
            Run(ArmTimer);
        }
    }

    // One bad message must not end the queue for everybody.
    private void Run(Action command)
    {
        try
        {
            command();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failed(Path, exception);
        }
    }

    private void Dispatch()
    {
        var now = Engine.Advance();
        while (Engine.Sessions.TryTakeExpired(now, out _, out var holder))
            ((IConsumer)holder).SessionLost();
        if (Engine.Settings.RequiresSession)
            waiters.Grant(Engine);
        consumers.Feed(Engine);
        deadLetterConsumers.Feed(Engine.DeadLetters!);
    }

    // A timer may fire a little early; what it was armed for is then still ahead and has to be armed again.
    private void OnTimer() => armedFor = DateTimeOffset.MaxValue;

    private void ArmTimer()
    {
        var due = Engine.NextDue ?? DateTimeOffset.MaxValue;
        if (due == armedFor)
            return;
        armedFor = due;
        if (due == DateTimeOffset.MaxValue)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        timer.Change(Wait(due), Timeout.InfiniteTimeSpan);
        // The clock may have moved while the timer was being set.
        if (clock.GetUtcNow() >= due)
            commands.Writer.TryWrite(OnTimer);
    }

    // A timer takes no more than 49 days, and one below a millisecond would spin.
    private TimeSpan Wait(DateTimeOffset due)
    {
        var wait = due - clock.GetUtcNow();
        return wait > LongestWait ? LongestWait : wait < ShortestWait ? ShortestWait : wait;
    }

    private ConsumerList ListFor(bool deadLetters) => deadLetters ? deadLetterConsumers : consumers;
}
