using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;

namespace Router.Messaging.ServiceBus;

/// <summary>Sends within a deadline; what fails is sent again under the same message id, and the last failure is the one that is told.</summary>
internal sealed class ServiceBusMessageSender(LiveClient client, IOptions<MessagingOptions> options, TimeProvider time, MessagingMetrics metrics) : IMessageSender
{
    private readonly TimeSpan deadline = TimeSpan.FromSeconds(options.Value.SendDeadlineSeconds);

    public Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken) => SendAsync(queue, [message], cancellationToken);

    public async Task SendAsync(string queue, IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        var work = new Sending(queue, messages, time.GetTimestamp());
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(work, cancellationToken) is not { } failure)
            {
                metrics.Sent(queue, messages.Count, time.GetElapsedTime(work.Started));
                return;
            }

            if (RecoveryPolicy.ResendDelay(failure.Reason, attempt, LeftOf(work), LiveClient.Jitter()) is not { } delay)
            {
                metrics.Failed(queue, failure.Reason, time.GetElapsedTime(work.Started));
                throw failure;
            }

            metrics.Retried(queue, failure.Reason);
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    public static ServiceBusMessage ToServiceBus(OutboundMessage message)
    {
        var sent = new ServiceBusMessage(message.Envelope.ToBytes())
        {
            MessageId = message.MessageId,
            CorrelationId = message.Envelope.Partition,
            Subject = message.Envelope.Message,
            ContentType = "application/json",
        };
        if (message.NotBefore is { } notBefore)
        {
            sent.ScheduledEnqueueTime = notBefore;
        }

        return sent;
    }

    /// <returns>Why not all of it is confirmed; null when it is.</returns>
    private async Task<MessagingException?> TryAsync(Sending work, CancellationToken cancellationToken)
    {
        try
        {
            // While it connects the client heeds no token, and its own timeout is a rough one.
            var (sender, batches) = await PrepareAsync(work, cancellationToken).WaitAsync(OneTry(work), cancellationToken);
            foreach (var batch in batches)
            {
                await sender.SendMessagesAsync(batch, cancellationToken).WaitAsync(OneTry(work), cancellationToken);
                work.Confirmed += batch.Count;
            }

            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return ServiceBusErrors.ToMessagingException(failure);
        }
    }

    /// <summary>All batches before the first is sent: where one message is too large none goes.</summary>
    private async Task<(ServiceBusSender Sender, List<ServiceBusMessageBatch> Batches)> PrepareAsync(Sending work, CancellationToken cancellationToken)
    {
        var sender = await client.SenderAsync(work.Queue, cancellationToken);
        var batches = new List<ServiceBusMessageBatch>();
        for (var index = work.Confirmed; index < work.Messages.Count;)
        {
            var batch = await sender.CreateMessageBatchAsync(cancellationToken);
            while (index < work.Messages.Count && batch.TryAddMessage(ToServiceBus(work.Messages[index])))
            {
                index++;
            }

            batches.Add(batch.Count > 0 ? batch : throw TooLarge(work.Messages[index], batch.MaxSizeInBytes));
        }

        return (sender, batches);
    }

    // Half of the deadline: a lost confirmation leaves time for another try.
    private TimeSpan OneTry(Sending work) => TimeSpan.FromTicks(Math.Clamp(LeftOf(work).Ticks, TimeSpan.TicksPerMillisecond, deadline.Ticks / 2));

    private TimeSpan LeftOf(Sending work) => deadline - time.GetElapsedTime(work.Started);

    private static MessagingException TooLarge(OutboundMessage message, long limit) => new(
        $"The message {message.Envelope.Message} of {message.Envelope.Partition} has {message.Envelope.ToBytes().Length} bytes; the queue takes {limit} with its properties.",
        BrokerFailure.Permanent);

    private sealed class Sending(string queue, IReadOnlyList<OutboundMessage> messages, long started)
    {
        public string Queue { get; } = queue;

        public IReadOnlyList<OutboundMessage> Messages { get; } = messages;

        public long Started { get; } = started;

        /// <summary>How many of them the broker has; they are not sent again.</summary>
        public int Confirmed { get; set; }
    }
}
