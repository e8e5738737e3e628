using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;
using Router.Messaging.ServiceBus;

namespace Router.Messaging.DeadLetters;

/// <summary>Reaches the dead-letter queues. They are looked at seldom, so each look has a client of its own.</summary>
internal sealed class ServiceBusDeadLetterQueues(ServiceBusNamespace target, IOptions<MessagingOptions> options) : IDeadLetterQueues
{
    private const int PeekedAtOnce = 100;

    // Twice that of a send: the first exchange of a process that has just started, as the replay command's, takes seconds on a busy machine.
    private TimeSpan Deadline => 2 * TimeSpan.FromSeconds(options.Value.SendDeadlineSeconds);

    public async Task<IReadOnlyList<DeadLetter>> PeekAsync(IReadOnlyCollection<string> queues, int limit, CancellationToken cancellationToken)
    {
        var client = await CallAsync(cancellationToken);
        try
        {
            var found = new List<DeadLetter>();
            foreach (var queue in queues)
            {
                found.AddRange(await PeekAsync(client, queue, limit, cancellationToken));
            }

            return found;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.ToMessagingException(failure);
        }
        finally
        {
            LetGo(client);
        }
    }

    public async Task<IDeadLetterBatch> ReceiveAsync(string queue, IReadOnlySet<long> wanted, int reach, CancellationToken cancellationToken)
    {
        var client = await CallAsync(cancellationToken);
        try
        {
            return await ServiceBusDeadLetterBatch.ReceiveAsync(client, queue, wanted, reach, Deadline, cancellationToken);
        }
        catch (Exception failure)
        {
            LetGo(client);
            if (cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw ServiceBusErrors.ToMessagingException(failure);
        }
    }

    public static ServiceBusReceiver Receiver(ServiceBusClient client, string queue) =>
        client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    /// <summary>Not waited for: a silent peer lets the good-bye take its time.</summary>
    public static void LetGo(ServiceBusClient client) =>
        _ = client.DisposeAsync().AsTask().ContinueWith(static closing => _ = closing.Exception, TaskScheduler.Default);

    private async Task<ServiceBusClient> CallAsync(CancellationToken cancellationToken)
    {
        await BrokerCall.AnswersAsync(target, TimeSpan.FromSeconds(options.Value.ConnectTimeoutSeconds), cancellationToken);
        return target.CreateClient(Deadline);
    }

    private async Task<List<DeadLetter>> PeekAsync(ServiceBusClient client, string queue, int limit, CancellationToken cancellationToken)
    {
        await using var receiver = Receiver(client, queue);
        var found = new List<DeadLetter>();
        for (long? from = 0; from is not null && found.Count < limit;)
        {
            var peeked = await receiver.PeekMessagesAsync(Math.Min(limit - found.Count, PeekedAtOnce), from, cancellationToken).WaitAsync(Deadline, cancellationToken);
            // Deferred ones can't be received; whoever deferred it has plans of their own.
            found.AddRange(peeked.Where(message => message.State != ServiceBusMessageState.Deferred).Select(message => DeadLetterReader.Read(queue, message)));
            from = peeked.Count == 0 ? null : peeked[^1].SequenceNumber + 1;
        }

        return found;
    }
}
