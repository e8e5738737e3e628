using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Router.Messaging.ServiceBus;

namespace Router.Messaging.DeadLetters;

/// <summary>Dead letters locked by a receiver of its own. They are settled through <c>$management</c>, whose answer tells whether the lock still held.</summary>
internal sealed class AmqpDeadLetterBatch : IDeadLetterBatch
{
    // A lock that another receiver holds keeps a dead letter from coming: nothing tells that but silence.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private readonly AmqpConnection connection;
    private readonly ReceiverLink receiver;
    private readonly AmqpManagementLink management;
    private readonly TimeSpan deadline;
    private readonly List<Message> others = [];
    private readonly Dictionary<long, (DeadLetter Letter, Message Message)> held = [];

    private AmqpDeadLetterBatch(AmqpConnection connection, ReceiverLink receiver, AmqpManagementLink management, TimeSpan deadline)
    {
        this.connection = connection;
        this.receiver = receiver;
        this.management = management;
        this.deadline = deadline;
    }

    public IReadOnlyList<DeadLetter> Letters => [.. held.Values.Select(each => each.Letter)];

    public static async Task<IDeadLetterBatch> ReceiveAsync(
        AmqpConnection connection, string queue, IReadOnlySet<long> wanted, int reach, TimeSpan deadline, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = AmqpDeadLetterQueues.PathOf(queue);
        var session = await connection.AuthorizeAsync(path, cancellationToken);
        var attach = new Attach
        {
            Source = new Source { Address = path },
            Target = new Target(),
            SndSettleMode = SenderSettleMode.Unsettled,
            RcvSettleMode = ReceiverSettleMode.First,
        };
        var receiver = new ReceiverLink(session, $"router-{path}-{time.GetUtcNow().UtcTicks}", attach, null);
        var batch = new AmqpDeadLetterBatch(connection, receiver, await AmqpManagementLink.OpenAsync(connection, path, deadline, cancellationToken), deadline);
        await batch.FillAsync(queue, wanted, reach, cancellationToken);
        return batch;
    }

    public async Task SendAgainAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        // The same id for the same dead letter: of two replays at once the queue's duplicate detection drops one.
        using var copy = DeadLetterReader.CopyOf(held[letter.SequenceNumber].Message, $"replay.{letter.Queue}.{letter.SequenceNumber}");
        await AskAsync(async () =>
        {
            var sender = await connection.SenderAsync(letter.Queue, cancellationToken);
            await sender.SendAsync(copy, deadline, cancellationToken);
            return true;
        });
    }

    public async Task<RemovalResult> RemoveAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var token = new Guid(held[letter.SequenceNumber].Message.DeliveryTag);
        try
        {
            await AskAsync(() => management.AskAsync(
                "com.microsoft:update-disposition",
                new Map { ["disposition-status"] = "completed", ["lock-tokens"] = new[] { token } },
                cancellationToken,
                receiver.Name));
            held.Remove(letter.SequenceNumber);
            return RemovalResult.Removed;
        }
        catch (LockLostException)
        {
            held.Remove(letter.SequenceNumber);
            return RemovalResult.LockLost;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var message in others.Concat(held.Values.Select(each => each.Message)))
            {
                receiver.Release(message);
            }

            await receiver.CloseAsync(deadline, null);
        }
        catch (Exception failure) when (failure is AmqpException or TimeoutException or ObjectDisposedException)
        {
            // The connection is gone; the locks run out.
        }

        connection.Abandon("router:done");
    }

    private async Task FillAsync(string queue, IReadOnlySet<long> wanted, int reach, CancellationToken cancellationToken)
    {
        receiver.SetCredit(reach, CreditMode.Manual);
        for (var received = 0; received < reach && held.Count < wanted.Count; received++)
        {
            if (await receiver.ReceiveAsync(Silence).WaitAsync(cancellationToken) is not { } message)
            {
                break;
            }

            var letter = DeadLetterReader.Read(queue, message);
            if (wanted.Contains(letter.SequenceNumber))
            {
                held[letter.SequenceNumber] = (letter, message);
            }
            else
            {
                others.Add(message);
            }
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is AmqpException or TimeoutException)
        {
            throw AmqpErrors.ToMessagingException(failure);
        }
    }
}
