using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>What the suites of the official .NET client have in common.</summary>
public abstract class ServiceBusSuite(ServiceBusNamespace space)
{
    protected ServiceBusNamespace Space { get; } = space;

    protected ServiceBusClient Client => Space.Client;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static ServiceBusMessage Message(string id, string? session = null) => new(id) { MessageId = id, SessionId = session };

    protected Task SendAsync(string entity, params string[] ids) => SendAsync(entity, [.. ids.Select(id => Message(id))]);

    protected async Task SendAsync(string entity, params ServiceBusMessage[] messages)
    {
        await using var sender = Client.CreateSender(entity);
        // One at a time, so that the order is the one written here.
        foreach (var message in messages)
            await sender.SendMessageAsync(message, Cancel);
    }

    protected static async Task<ServiceBusReceivedMessage> ReceiveAsync(ServiceBusReceiver receiver) =>
        await receiver.ReceiveMessageAsync(ServiceBusNamespace.Patience, Cancel) ?? throw new TimeoutException("No message has come.");

    protected static async Task<List<ServiceBusReceivedMessage>> ReceiveAsync(ServiceBusReceiver receiver, int count)
    {
        var received = new List<ServiceBusReceivedMessage>();
        while (received.Count < count)
        {
            var more = await receiver.ReceiveMessagesAsync(count - received.Count, ServiceBusNamespace.Patience, Cancel);
            Assert.NotEmpty(more);
            received.AddRange(more);
        }

        return received;
    }

    protected static async Task ExpectNothingAsync(ServiceBusReceiver receiver) =>
        Assert.Null(await receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));

    /// <summary>The message that was sent last and received with a lock, for what is done to it.</summary>
    protected async Task<(ServiceBusReceiver Receiver, ServiceBusReceivedMessage Message)> LockedAsync(string queue, ServiceBusMessage? message = null)
    {
        await SendAsync(queue, message ?? Message("one"));
        var receiver = Client.CreateReceiver(queue);
        return (receiver, await ReceiveAsync(receiver));
    }

    protected ServiceBusReceiver DeadLettersOf(string queue) => Client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    /// <summary>The client has heard that its session is lost.</summary>
    protected static async Task LostAsync(ServiceBusSessionReceiver receiver)
    {
        using var patience = new CancellationTokenSource(ServiceBusNamespace.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!receiver.IsClosed)
            await timer.WaitForNextTickAsync(patience.Token);
    }

    protected static async Task<ServiceBusException> ExpectRefusedAsync(ServiceBusFailureReason reason, Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<ServiceBusException>(action);
        Assert.Equal(reason, exception.Reason);
        return exception;
    }

    protected static IEnumerable<string> Ids(IEnumerable<ServiceBusReceivedMessage> messages) => messages.Select(message => message.MessageId);
}
