using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebussessionprocessor</summary>
public sealed class SessionProcessorTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(300);
    private readonly Channel<string> handled = Channel.CreateUnbounded<string>();
    private readonly Channel<ProcessErrorEventArgs> errors = Channel.CreateUnbounded<ProcessErrorEventArgs>();

    [Fact]
    public async Task Processor_OfSessions_HandlesEachInItsOrder()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2"));
        await using var processor = Processor(queue, args => Handle(args.Message));
        await processor.StartProcessingAsync(Cancel);
        var ids = await HandledAsync(4);
        Assert.Equal(["a1", "a2"], ids.Where(id => id[0] == 'a'));
        Assert.Equal(["b1", "b2"], ids.Where(id => id[0] == 'b'));
    }

    [Fact]
    public async Task Processor_OfMoreSessionsThanItHolds_ComesToAll()
    {
        var queue = await WithMessagesAsync([.. Enumerable.Range(0, 6).Select(number => ($"s{number}", $"{number}"))]);
        await using var processor = Processor(queue, args => Handle(args.Message), options => options.MaxConcurrentSessions = 2);
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["0", "1", "2", "3", "4", "5"], (await HandledAsync(6)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Processor_OfNamedSessions_LeavesTheOthers()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"));
        await using var processor = Processor(queue, args => Handle(args.Message), options => options.SessionIds.Add("b"));
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["b1"], await HandledAsync(1));
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
            handled.Writer.TryWrite($"{args.SessionId}:{state}");
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["a:", "a:a1"], await HandledAsync(2));
    }

    [Fact]
    public async Task Handler_MayRenewItsSession()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using var processor = Processor(queue, async args =>
        {
            var before = args.SessionLockedUntil;
            await args.RenewSessionLockAsync(Cancel);
            handled.Writer.TryWrite(args.SessionLockedUntil >= before ? "later" : "sooner");
        });
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["later"], await HandledAsync(1));
    }

    [Fact]
    public async Task Handler_ThatThrows_GetsTheMessageAgainFirst()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        await using var processor = Processor(queue, args => args.Message is { MessageId: "a1", DeliveryCount: 1 } ? throw new InvalidOperationException("no") : Handle(args.Message));
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(["a1", "a2"], await HandledAsync(2));
        Assert.True(errors.Reader.TryRead(out var error));
        Assert.Equal(ServiceBusErrorSource.ProcessMessageCallback, error.ErrorSource);
    }

    [Fact]
    public async Task Handler_ThatReleasesItsSession_LeavesItToOthers()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using var processor = Processor(queue, args =>
        {
            args.ReleaseSession();
            return Handle(args.Message);
        });
        await processor.StartProcessingAsync(Cancel);
        await HandledAsync(1);
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
            await Handle(args.Message);
        }, options => options.MaxConcurrentCallsPerSession = 2);
        await processor.StartProcessingAsync(Cancel);
        Assert.Equal(2, (await HandledAsync(2)).Count);
    }

    [Fact]
    public async Task Processor_Closed_ReleasesItsSessionsAndLosesNothing()
    {
        var queue = await Space.SessionQueueAsync();
        await using var processor = Processor(queue, args => Handle(args.Message));
        await processor.StartProcessingAsync(Cancel);
        await SendAsync(queue, Message("a1", "a"));
        await HandledAsync(1);
        await processor.CloseAsync(Cancel);
        await SendAsync(queue, Message("a2", "a"), Message("b1", "b"));
        await using var one = await AcceptOnceFreeAsync(queue, "a");
        await using var other = await Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        Assert.Equal(["a2", "b1"], new[] { (await ReceiveAsync(one)).MessageId, (await ReceiveAsync(other)).MessageId });
    }

    [Fact]
    public async Task Processor_OfPlainQueue_ReportsIt()
    {
        await using var processor = Processor(await Space.QueueAsync(), args => Handle(args.Message));
        await processor.StartProcessingAsync(Cancel);
        var error = await errors.Reader.ReadAsync(Cancel).AsTask().WaitAsync(ServiceBusNamespace.Patience, TimeProvider.System, Cancel);
        Assert.IsType<InvalidOperationException>(error.Exception);
    }

    private ServiceBusSessionProcessor Processor(string queue, Func<ProcessSessionMessageEventArgs, Task> handler, Action<ServiceBusSessionProcessorOptions>? configure = null)
    {
        var options = new ServiceBusSessionProcessorOptions { SessionIdleTimeout = Idle };
        configure?.Invoke(options);
        var processor = Client.CreateSessionProcessor(queue, options);
        processor.ProcessMessageAsync += handler;
        processor.ProcessErrorAsync += error =>
        {
            errors.Writer.TryWrite(error);
            return Task.CompletedTask;
        };
        return processor;
    }

    private Task Handle(ServiceBusReceivedMessage message)
    {
        handled.Writer.TryWrite(message.MessageId);
        return Task.CompletedTask;
    }

    private async Task<List<string>> HandledAsync(int count)
    {
        using var patience = new CancellationTokenSource(ServiceBusNamespace.Patience);
        var ids = new List<string>();
        while (ids.Count < count)
            ids.Add(await handled.Reader.ReadAsync(patience.Token));
        return ids;
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
