using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Planted;

/// <summary>Uses the first connection and its first links for ever, as the protocol library alone would.</summary>
internal sealed class NeverReconnects(ServiceBusNamespace target, IOptions<MessagingOptions> options, MessagingMetrics metrics, ILogger<NeverReconnects> logger) : IMessageSender
{
    private readonly Lazy<Task<AmqpConnection>> connection = new(
        () => AmqpConnection.OpenAsync(target, options.Value.ToTimeouts(), TimeProvider.System, metrics, logger, CancellationToken.None));

    private readonly ConcurrentDictionary<string, Lazy<Task<QueueSender>>> links = new();

    public Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken) => SendAsync(queue, [message], cancellationToken);

    public async Task SendAsync(string queue, IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        var link = await links.GetOrAdd(queue, name => new Lazy<Task<QueueSender>>(() => AttachAsync(name))).Value;
        foreach (var (transfer, _) in MessageEncoder.Transfers(messages, 0, link.MaxMessageSize))
        {
            try
            {
                await link.SendAsync(transfer, TimeSpan.FromSeconds(options.Value.SendDeadlineSeconds), cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                throw AmqpErrors.ToMessagingException(failure);
            }
        }
    }

    private async Task<QueueSender> AttachAsync(string queue) => await (await connection.Value).SenderAsync(queue, CancellationToken.None);
}

/// <summary>A breaker that a busy broker opens and nothing closes.</summary>
internal sealed class NeverTriesAgain(IMessageSender inner) : IMessageSender
{
    private volatile bool isOpen;

    public Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken) => SendAsync(queue, [message], cancellationToken);

    public async Task SendAsync(string queue, IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        if (isOpen)
        {
            throw new MessagingException("The broker was busy once.", BrokerFailure.Busy);
        }

        try
        {
            await inner.SendAsync(queue, messages, cancellationToken);
        }
        catch (MessagingException failure) when (failure.Reason == BrokerFailure.Busy)
        {
            isOpen = true;
            throw;
        }
    }
}

/// <summary>Does its work once more for each time that the same message comes.</summary>
internal sealed class WorksPerDelivery(IMessageHandler handler, IServiceProvider services) : IMessageHandler
{
    private readonly ConcurrentDictionary<string, int> deliveries = new();

    public string Message => "";

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        await handler.HandleAsync(envelope, cancellationToken);
        var times = deliveries.AddOrUpdate(envelope.Partition, 1, (_, before) => before + 1);
        if (times > 1)
        {
            await BoardAsks.AddAsync(services, envelope, $"{times:d32}", cancellationToken);
        }
    }
}
