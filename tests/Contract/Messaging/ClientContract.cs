using Amqp;
using Amqp.Types;
using Azure.Messaging.ServiceBus;
using Router.Contract.Broker;
using Router.Messaging;

namespace Router.Contract.Messaging;

/// <summary>Our own client, sender and reader, against whoever serves the queues: this machine's broker or a real namespace.</summary>
public abstract partial class ClientContract : IAsyncLifetime
{
    private const string Queue = ContractQueues.Plain;
    private const string DeadLetters = ContractQueues.Plain + "/$DeadLetterQueue";

    // Ids of their own for each test: a real namespace remembers them.
    private readonly string run = $"{TimeProvider.System.GetTimestamp():x}";
    private Client? client;
    private ServiceBusDriver? driver;

    public abstract ServiceBusEndpoint Endpoint { get; }

    private Client Client => client!;

    private ServiceBusDriver Driver => driver!;

    public virtual async ValueTask InitializeAsync()
    {
        driver = await ServiceBusDriver.ConnectAsync(Endpoint, Queue, ContractQueues.Other, ContractQueues.Deduplicating);
        foreach (var entity in new[] { Queue, DeadLetters, ContractQueues.Other, ContractQueues.Deduplicating })
        {
            await driver.EmptyAsync(entity);
        }

        client = await Client.StartAsync(Endpoint);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.DisposeAsync();
        }

        if (driver is not null)
        {
            await driver.SettleWhatIsLeftAsync();
            await driver.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private OutboundMessage Message(string name, DateTimeOffset? notBefore = null, int padding = 0) =>
        new($"{run}.{name}", new MessageEnvelope(MessageNames.TriageRequest, name + new string('x', padding)), notBefore);

    private OutboundMessage[] Messages(int count, int padding = 0) => [.. Enumerable.Range(0, count).Select(number => Message($"m{number:D4}", padding: padding))];

    private async Task<IReadOnlyList<string>> NamesAsync(string queue = Queue) =>
        [.. (await Driver.PeekAsync(queue)).Select(message => message.Id()[(run.Length + 1)..])];

    private static DateTimeOffset In(TimeSpan time) => TimeProvider.System.GetUtcNow() + time;

    private QueueReader Read(string queue = Queue) => new(Endpoint.ConnectionString, queue);

    private async Task<ServiceBusReceivedMessage> NextAsync(QueueReader reader, string queue = Queue)
    {
        var message = await reader.ReceiveAsync(TestContext.Current.CancellationToken).WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken);
        Driver.Hold(queue, Guid.Parse(message.LockToken));
        return message;
    }

    private static string NameIn(ServiceBusReceivedMessage message) => MessageEnvelope.Parse(message.Body.ToMemory().Span)!.Partition;

    private static object? Annotation(Message message, string name) => message.MessageAnnotations?[new Symbol(name)];
}
