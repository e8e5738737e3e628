using Azure.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

/// <summary>A queue read by Azure's own client.</summary>
internal sealed class QueueReader : IAsyncDisposable
{
    private readonly ServiceBusClient client;
    private readonly ServiceBusReceiver receiver;

    public QueueReader(string connection, string queue)
    {
        client = new ServiceBusClient(connection, new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { TryTimeout = TimeSpan.FromSeconds(10), MaxRetries = 1 } });
        receiver = client.CreateReceiver(queue);
    }

    public async Task<ServiceBusReceivedMessage> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await receiver.ReceiveMessageAsync(cancellationToken: cancellation) is { } message)
            {
                return message;
            }
        }
    }

    public Task CompleteAsync(ServiceBusReceivedMessage message) => receiver.CompleteMessageAsync(message);

    public Task AbandonAsync(ServiceBusReceivedMessage message) => receiver.AbandonMessageAsync(message);

    /// <returns>Until when the message is locked now.</returns>
    public async Task<DateTimeOffset> RenewLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        await receiver.RenewMessageLockAsync(message, cancellation);
        return message.LockedUntil;
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await client.DisposeAsync();
    }
}
