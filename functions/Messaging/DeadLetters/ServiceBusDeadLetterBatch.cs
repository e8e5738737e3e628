using Azure.Messaging.ServiceBus;
using Router.Messaging.ServiceBus;

namespace Router.Messaging.DeadLetters;

/// <summary>Dead letters locked by a receiver of its own; each settlement waits for the broker's word whether the lock still held.</summary>
internal sealed class ServiceBusDeadLetterBatch : IDeadLetterBatch
{
    // A lock that another receiver holds keeps a dead letter from coming: nothing tells that but silence.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private readonly ServiceBusClient client;
    private readonly ServiceBusReceiver receiver;
    private readonly TimeSpan deadline;
    private readonly List<ServiceBusReceivedMessage> others = [];
    private readonly Dictionary<long, (DeadLetter Letter, ServiceBusReceivedMessage Message)> held = [];

    private ServiceBusDeadLetterBatch(ServiceBusClient client, ServiceBusReceiver receiver, TimeSpan deadline)
    {
        this.client = client;
        this.receiver = receiver;
        this.deadline = deadline;
    }

    public IReadOnlyList<DeadLetter> Letters => [.. held.Values.Select(each => each.Letter)];

    /// <param name="client">The batch's own; closed with it.</param>
    /// <param name="queue">As <see cref="IDeadLetterQueues"/> has it, with the parameters that follow.</param>
    public static async Task<IDeadLetterBatch> ReceiveAsync(
        ServiceBusClient client, string queue, IReadOnlySet<long> wanted, int reach, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var batch = new ServiceBusDeadLetterBatch(client, ServiceBusDeadLetterQueues.Receiver(client, queue), deadline);
        await batch.FillAsync(queue, wanted, reach, cancellationToken);
        return batch;
    }

    public Task SendAgainAsync(DeadLetter letter, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            // The same id for the same dead letter: of two replays at once the queue's duplicate detection drops one.
            var copy = new ServiceBusMessage(held[letter.SequenceNumber].Message) { MessageId = $"replay.{letter.Queue}.{letter.SequenceNumber}" };
            await using var sender = client.CreateSender(letter.Queue);
            await sender.SendMessageAsync(copy, cancellationToken);
        },
        cancellationToken);

    public async Task<RemovalResult> RemoveAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(() => receiver.CompleteMessageAsync(held[letter.SequenceNumber].Message, cancellationToken), cancellationToken);
            held.Remove(letter.SequenceNumber);
            return RemovalResult.Removed;
        }
        catch (MessagingException lost) when (lost.Reason == BrokerFailure.LockLost)
        {
            held.Remove(letter.SequenceNumber);
            return RemovalResult.LockLost;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(others.Concat(held.Values.Select(each => each.Message)).Select(message => receiver.AbandonMessageAsync(message)))
                .WaitAsync(deadline);
        }
        catch (Exception failure) when (ServiceBusErrors.ToMessagingException(failure).Reason != BrokerFailure.Unknown)
        {
            // The connection or a lock is gone; the locks run out.
        }

        ServiceBusDeadLetterQueues.LetGo(client);
    }

    private async Task FillAsync(string queue, IReadOnlySet<long> wanted, int reach, CancellationToken cancellationToken)
    {
        for (var received = 0; received < reach && held.Count < wanted.Count;)
        {
            var messages = await receiver.ReceiveMessagesAsync(reach - received, Silence, cancellationToken).WaitAsync(Silence + deadline, cancellationToken);
            if (messages.Count == 0)
            {
                break;
            }

            received += messages.Count;
            foreach (var message in messages)
            {
                if (wanted.Contains(message.SequenceNumber))
                {
                    held[message.SequenceNumber] = (DeadLetterReader.Read(queue, message), message);
                }
                else
                {
                    others.Add(message);
                }
            }
        }
    }

    private async Task AskAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work().WaitAsync(deadline, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.ToMessagingException(failure);
        }
    }
}
