using Microsoft.Extensions.Options;

namespace Router.Messaging.ServiceBus;

/// <summary>Sends over AMQP 1.0 on the shared connection; what fails is sent again under the same message id until the deadline.</summary>
internal sealed class AmqpMessageSender(SharedConnection connections, IOptions<MessagingOptions> options, TimeProvider time, MessagingMetrics metrics) : IMessageSender
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

            if (RecoveryPolicy.ResendDelay(failure.Reason, attempt, LeftOf(work), SharedConnection.Jitter()) is not { } delay)
            {
                metrics.Failed(queue, failure.Reason, time.GetElapsedTime(work.Started));
                throw failure;
            }

            metrics.Retried(queue, failure.Reason);
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <returns>Why not all of it is confirmed; null when it is.</returns>
    private async Task<MessagingException?> TryAsync(Sending work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OneTry(work));
        AmqpConnection? used = null;
        try
        {
            used = await connections.GetAsync(limit.Token);
            var sender = await used.SenderAsync(work.Queue, limit.Token);
            using var usable = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, used.Lost);
            await SendRestAsync(work, sender, usable.Token);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var known = AmqpErrors.ToMessagingException(failure);
            if (known.Reason == BrokerFailure.Unauthorized)
            {
                used?.ForgetToken(work.Queue);
            }

            return known;
        }
    }

    private async Task SendRestAsync(Sending work, QueueSender sender, CancellationToken cancellationToken)
    {
        foreach (var (transfer, count) in MessageEncoder.Transfers(work.Messages, work.Confirmed, sender.MaxMessageSize))
        {
            await sender.SendAsync(transfer, OneTry(work), cancellationToken);
            work.Confirmed += count;
        }
    }

    // Half of the deadline: a lost confirmation leaves time for another link, and that one's silence shows a dead connection.
    private TimeSpan OneTry(Sending work) => TimeSpan.FromTicks(Math.Clamp(LeftOf(work).Ticks, TimeSpan.TicksPerMillisecond, deadline.Ticks / 2));

    private TimeSpan LeftOf(Sending work) => deadline - time.GetElapsedTime(work.Started);

    private sealed class Sending(string queue, IReadOnlyList<OutboundMessage> messages, long started)
    {
        public string Queue { get; } = queue;

        public IReadOnlyList<OutboundMessage> Messages { get; } = messages;

        public long Started { get; } = started;

        /// <summary>How many of them the broker has; they are not sent again.</summary>
        public int Confirmed { get; set; }
    }
}
