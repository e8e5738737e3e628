namespace Router.Broker.Entities;

/// <summary>Consumers of one queue, fed one message each in turn.</summary>
internal sealed class ConsumerList
{
    private readonly List<IConsumer> consumers = [];
    private int next;

    public void Add(IConsumer consumer) => consumers.Add(consumer);

    public void Remove(IConsumer consumer) => consumers.Remove(consumer);

    public void Feed(QueueEngine engine)
    {
        for (var idle = 0; idle < consumers.Count;)
        {
            next = (next + 1) % consumers.Count;
            var consumer = consumers[next];
            if (consumer.Wants && engine.Receive(consumer.SessionId) is { } message)
            {
                consumer.Deliver(message);
                idle = 0;
            }
            else
            {
                idle++;
            }
        }
    }
}
