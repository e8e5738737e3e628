using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>A queue of Service Bus on a connection of its own, with as much credit as there are free slots.</summary>
internal sealed class AmqpQueueSource : IQueueSource
{
    private readonly Channel<Message> received = Channel.CreateUnbounded<Message>();
    private readonly TaskCompletionSource attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource closing = new();
    private readonly Lazy<AmqpRequestLink> management;
    private readonly Connection connection;
    private readonly ConnectionWatch watch;
    private readonly ReceiverLink receiver;
    private readonly TimeProvider time;
    private readonly Task renewal;

    public AmqpQueueSource(Connection connection, ConnectionWatch watch, Session session, CbsTokens tokens, string queue, int concurrency, TimeProvider time)
    {
        this.connection = connection;
        this.watch = watch;
        this.time = time;
        management = new Lazy<AmqpRequestLink>(() => new AmqpRequestLink(session, $"{queue}/$management", time));
        var attach = new Attach { Source = new Source { Address = queue }, Target = new Target(), SndSettleMode = SenderSettleMode.Unsettled, RcvSettleMode = ReceiverSettleMode.First };
        receiver = new ReceiverLink(session, $"router-host-{queue}", attach, (_, answer) => OnAttached(answer));
        receiver.Closed += (_, error) => Break(error);
        connection.Closed += (_, error) => Break(error);
        _ = watch.Closing.ContinueWith(closing => Break(closing.Result), TaskScheduler.Default);
        if (connection.IsClosed || receiver.IsClosed)
        {
            Break(receiver.Error ?? connection.Error);
        }

        receiver.Start(0, (_, message) => received.Writer.TryWrite(message));
        // With a threshold of one every settled message makes room for the next at once.
        receiver.SetCredit(concurrency, CreditMode.Auto, 1);
        renewal = RenewTokensAsync(tokens, queue);
    }

    public Task AttachedAsync(CancellationToken cancellation) => attached.Task.WaitAsync(TimeSpan.FromSeconds(15), time, cancellation);

    public async Task<QueueMessage> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return AmqpMessageReader.Read(await received.Reader.ReadAsync(cancellation), time.GetUtcNow());
        }
        catch (ChannelClosedException e)
        {
            throw e.InnerException ?? e;
        }
    }

    public Task CompleteAsync(QueueMessage message)
    {
        receiver.Accept((Message)message.Delivery!);
        return Task.CompletedTask;
    }

    public Task AbandonAsync(QueueMessage message)
    {
        receiver.Modify((Message)message.Delivery!, deliveryFailed: true);
        return Task.CompletedTask;
    }

    public async Task<DateTimeOffset> RenewLockAsync(QueueMessage message, CancellationToken cancellation)
    {
        var properties = new ApplicationProperties { ["operation"] = "com.microsoft:renew-lock", ["associated-link-name"] = receiver.Name };
        var answer = await management.Value.AskAsync(new Map { ["lock-tokens"] = new[] { message.LockToken } }, properties, cancellation);
        AmqpStatus.Demand2xx(answer, "The renewal of a lock");
        return answer.Body is Map map && map["expirations"] is DateTime[] and [var until, ..]
            ? new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc))
            : throw new AmqpException(new Error(ErrorCode.DecodeError) { Description = "The renewal's answer has no expirations." });
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Break(null);
        GiveBackWhatIsLeft();
        await Task.WhenAny(connection.CloseAsync(), Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None));
        watch.Cut();
        await renewal;
        closing.Dispose();
    }

    // What came after the last call has not been worked on: given back, it need not wait for its lock to run out. Without taking the credit back first, the
    // broker would send it again over the link that is about to close.
    private void GiveBackWhatIsLeft()
    {
        try
        {
            receiver.SetCredit(0, CreditMode.Drain);
            while (received.Reader.TryRead(out var message))
            {
                receiver.Release(message);
            }
        }
        catch (AmqpException)
        {
            // The link is closed; the locks run out.
        }
    }

    private void OnAttached(Attach answer)
    {
        // A refusal comes as an attach without a source, followed by a detach that says why.
        if (answer.Source is not null)
        {
            attached.TrySetResult();
        }
    }

    private void Break(Error? error)
    {
        var reason = new AmqpException(error ?? new Error(ErrorCode.ConnectionForced) { Description = "The connection to the broker was closed." });
        received.Writer.TryComplete(reason);
        attached.TrySetException(reason);
    }

    private async Task RenewTokensAsync(CbsTokens tokens, string queue)
    {
        try
        {
            while (!closing.IsCancellationRequested)
            {
                await Task.Delay(CbsTokens.RenewEvery, time, closing.Token);
                await tokens.PutAsync(queue, closing.Token);
                await tokens.PutAsync($"{queue}/$management", closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
        catch (Exception e) when (e is AmqpException or TimeoutException)
        {
            Break(new Error(ErrorCode.UnauthorizedAccess) { Description = e.Message });
        }
    }
}
