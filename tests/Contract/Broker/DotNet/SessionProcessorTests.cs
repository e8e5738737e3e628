using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebussessionprocessor</summary>
public sealed class SessionProcessorTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(300);
    private readonly ProcessedMessages processed = new();

    [Fact]
    public async Task Processor_OfSessions_HandlesEachInItsOrder()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2"));
        await using var processor = Processor(queue, args => processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        var ids = await processed.NextAsync(4);
        Assert.Equal(["a1", "a2"], ids.Where(id => id[0] == 'a'));
        Assert.Equal(["b1", "b2"], ids.Where(id => id[0] == 'b'));
    }

    [Fact]
    public async Task Processor_OfMoreSessionsThanItHolds_ComesToAll()
    {
        var queue = await WithMessagesAsync([.. Enumerable.Range(0, 6).Select(number => ($"s{number}", $"{number}"))]);
        await using var processor = Processor(queue, args => processed.NoteAsync(args.Message), options => options.MaxConcurrentSessions = 2);
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["0", "1", "2", "3", "4", "5"], (await processed.NextAsync(6)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Processor_OfNamedSessions_LeavesTheOthers()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"));
        await using var processor = Processor(queue, args => processed.NoteAsync(args.Message), options => options.SessionIds.Add("b"));
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["b1"], await processed.NextAsync(1));
        await processor.StopProcessingAsync(Cancel);
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal("a1", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task Handler_MaySetAndGetState()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        await using var processor = Processor(queue, async args =>
        {
            var state = await args.GetSessionStateAsync(Cancel);
            await args.SetSessionStateAsync(new BinaryData(state + args.Message.MessageId), Cancel);
            processed.Note($"{args.SessionId}:{state}");
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["a:", "a:a1"], await processed.NextAsync(2));
    }

    [Fact]
    public async Task Handler_MayRenewItsSession()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using var processor = Processor(queue, async args =>
        {
            var before = args.SessionLockedUntil;
            await args.RenewSessionLockAsync(Cancel);
            processed.Note(args.SessionLockedUntil >= before ? "later" : "sooner");
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["later"], await processed.NextAsync(1));
    }

    [Fact]
    public async Task Handler_ThatThrows_GetsTheMessageAgainFirst()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        await using var processor = Processor(queue, args => args.Message is { MessageId: "a1", DeliveryCount: 1 } ? throw new InvalidOperationException("no") : processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["a1", "a2"], await processed.NextAsync(2));
        Assert.Equal(ServiceBusErrorSource.ProcessMessageCallback, (await processed.NextErrorAsync()).ErrorSource);
    }

    [Fact]
    public async Task Handler_ThatReleasesItsSession_LeavesItToOthers()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using var processor = Processor(queue, args =>
        {
            args.ReleaseSession();
            return processed.NoteAsync(args.Message);
        });
        await processor.StartProcessingAsync(Cancel);
        await processed.NextAsync(1);
        await using var receiver = await AcceptOnceFreeAsync(queue, "a");
        Assert.Equal("a", receiver.SessionId);
    }

    [Fact]
    public async Task Processor_TellsWhenSessionsBeginAndEnd()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        var told = new ConcurrentQueue<string>();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var processor = Processor(queue, args =>
        {
            told.Enqueue("message");
            return Task.CompletedTask;
        });
        processor.SessionInitializingAsync += args =>
        {
            told.Enqueue($"begins {args.SessionId}");
            return Task.CompletedTask;
        };
        processor.SessionClosingAsync += args =>
        {
            told.Enqueue($"ends {args.SessionId}");
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync(Cancel);
        await closed.Task.WaitAsync(ServiceBusNamespace.Patience, TimeProvider.System, Cancel);
        Assert.Equal(["begins a", "message", "ends a"], told);
    }

    [Fact]
    public async Task Processor_WithCallsPerSession_HandlesThemAtOnce()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        var begun = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var processor = Processor(queue, async args =>
        {
            if (Interlocked.Increment(ref begun) == 2)
                both.SetResult();
            await both.Task;
            await processed.NoteAsync(args.Message);
        }, options => options.MaxConcurrentCallsPerSession = 2);
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(2, (await processed.NextAsync(2)).Count);
    }

    [Fact]
    public async Task Processor_Closed_ReleasesItsSessionsAndLosesNothing()
    {
        var queue = await Space.SessionQueueAsync();
        await using var processor = Processor(queue, args => processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        await SendAsync(queue, Message("a1", "a"));
        await processed.NextAsync(1);
        await processor.CloseAsync(Cancel);
        await SendAsync(queue, Message("a2", "a"), Message("b1", "b"));
        await using var one = await AcceptOnceFreeAsync(queue, "a");
        await using var other = await Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        Assert.Equal(["a2", "b1"], new[] { (await ReceiveAsync(one)).MessageId, (await ReceiveAsync(other)).MessageId });
    }

    [Fact]
    public async Task Processor_OfPlainQueue_ReportsIt()
    {
        await using var processor = Processor(await Space.QueueAsync(), args => processed.NoteAsync(args.Message));
        await processor.StartProcessingAsync(Cancel);
        var error = await processed.NextErrorAsync();
        Assert.IsType<InvalidOperationException>(error.Exception);
    }

    private ServiceBusSessionProcessor Processor(string queue, Func<ProcessSessionMessageEventArgs, Task> handler, Action<ServiceBusSessionProcessorOptions>? configure = null)
    {
        var options = new ServiceBusSessionProcessorOptions { SessionIdleTimeout = Idle };
        configure?.Invoke(options);
        var processor = Client.CreateSessionProcessor(queue, options);
        processor.ProcessMessageAsync += handler;
        processor.ProcessErrorAsync += processed.NoteAsync;
        return processor;
    }

    private async Task<string> WithMessagesAsync(params (string Session, string Id)[] messages)
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, [.. messages.Select(message => Message(message.Id, message.Session))]);
        return queue;
    }

    // The processor lets go of a session when its handler has ended.
    private async Task<ServiceBusSessionReceiver> AcceptOnceFreeAsync(string queue, string session)
    {
        using var patience = new CancellationTokenSource(ServiceBusNamespace.Patience);
        while (true)
        {
            try
            {
                return await Client.AcceptSessionAsync(queue, session, cancellationToken: patience.Token);
            }
            catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.SessionCannotBeLocked)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
