using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Router.FunctionsHost.Queues;

namespace Router.Unit.Host.Harness;

/// <summary>A queue in memory that redelivers what is abandoned and can lose its connections.</summary>
internal sealed class FakeQueue : IQueueConnector
{
    private readonly Channel<QueueMessage> waiting = Channel.CreateUnbounded<QueueMessage>();
    private readonly Channel<string> settled = Channel.CreateUnbounded<string>();
    private CancellationTokenSource broken = new();
    private long sequence;
    private int refusals;

    public int Connections { get; private set; }

    public int Renewals { get; private set; }

    public TimeSpan LockDuration { get; set; } = TimeSpan.FromMinutes(1);

    public void Send(string body)
    {
        var message = new QueueMessage { Body = System.Text.Encoding.UTF8.GetBytes(body), LockToken = Guid.Empty, LockedUntil = default, SequenceNumber = Interlocked.Increment(ref sequence) };
        waiting.Writer.TryWrite(message);
    }

    /// <summary>What happened next: "complete BODY #DELIVERY" or "abandon BODY #DELIVERY".</summary>
    public async Task<string> NextSettledAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await settled.Reader.ReadAsync(patience.Token);
    }

    public void BreakConnections(int thenRefuse)
    {
        refusals = thenRefuse;
        var old = broken;
        broken = new CancellationTokenSource();
        old.Cancel();
    }

    public Task<IQueueSource> ConnectAsync(string queue, int concurrency, CancellationToken cancellation)
    {
        if (refusals-- > 0)
        {
            throw new AmqpException(new Error(ErrorCode.ConnectionForced) { Description = "refused" });
        }

        Connections++;
        return Task.FromResult<IQueueSource>(new Source(this, broken.Token));
    }

    private sealed class Source(FakeQueue queue, CancellationToken broken) : IQueueSource
    {
        public async Task<QueueMessage> ReceiveAsync(CancellationToken cancellation)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, broken);
            try
            {
                var message = await queue.waiting.Reader.ReadAsync(either.Token);
                return message with { LockedUntil = TimeProvider.System.GetUtcNow() + queue.LockDuration };
            }
            catch (OperationCanceledException) when (broken.IsCancellationRequested)
            {
                throw new AmqpException(new Error(ErrorCode.ConnectionForced) { Description = "broken" });
            }
        }

        public Task CompleteAsync(QueueMessage message) => SettleAsync("complete", message);

        public Task AbandonAsync(QueueMessage message)
        {
            queue.waiting.Writer.TryWrite(message with { DeliveryCount = message.DeliveryCount + 1 });
            return SettleAsync("abandon", message);
        }

        public Task<DateTimeOffset> RenewLockAsync(QueueMessage message, CancellationToken cancellation)
        {
            queue.Renewals++;
            return Task.FromResult(TimeProvider.System.GetUtcNow() + queue.LockDuration);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private Task SettleAsync(string outcome, QueueMessage message)
        {
            queue.settled.Writer.TryWrite($"{outcome} {System.Text.Encoding.UTF8.GetString(message.Body.Span)} #{message.DeliveryCount}");
            return Task.CompletedTask;
        }
    }
}
