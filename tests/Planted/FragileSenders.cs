using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Planted;

/// <summary>Uses the first connection and its first links for ever, as a protocol library alone would.</summary>
internal sealed class NeverReconnects(IOptions<MessagingOptions> options) : IMessageSender
{
    private readonly Lazy<Task<Session>> session = new(() => OpenAsync(options.Value));
    private readonly ConcurrentDictionary<string, Lazy<Task<SenderLink>>> links = new();

    public async Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var link = await links.GetOrAdd(queue, name => new Lazy<Task<SenderLink>>(() => AttachAsync(name))).Value;
            using var sent = new Message
            {
                BodySection = new Data { Binary = message.Envelope.ToBytes() },
                Properties = new Properties { MessageId = message.MessageId, Subject = message.Envelope.Message },
            };
            await link.SendAsync(sent, TimeSpan.FromSeconds(options.Value.SendDeadlineSeconds)).WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MessagingException("Not sent.", BrokerFailure.Transient, failure);
        }
    }

    private static async Task<Session> OpenAsync(MessagingOptions options)
    {
        var target = ServiceBusConnectionStringProperties.Parse(options.ConnectionString);
        var address = new Address(target.Endpoint.Host, target.Endpoint.Port, target.SharedAccessKeyName, target.SharedAccessKey, "/", "amqp");
        return new Session(await Connection.Factory.CreateAsync(address));
    }

    private async Task<SenderLink> AttachAsync(string queue) => new(await session.Value, $"planted-{queue}", queue);
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
