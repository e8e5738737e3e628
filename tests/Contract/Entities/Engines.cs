using Microsoft.Extensions.Time.Testing;
using Router.Broker.Entities;

namespace Router.Contract.Entities;

internal static class Engines
{
    public static readonly QueueSettings Settings = new() { Path = "queue", MaxDeliveryCount = 3 };

    public static (QueueEngine Engine, FakeTimeProvider Clock) Create(QueueSettings? settings = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        return (new QueueEngine(settings ?? Settings, clock, new NoEntityLog()), clock);
    }

    public static MessageContent Content(string id) => new(Array.Empty<byte>()) { MessageId = id };

    public static QueuedMessage? ReceiveAndDelete(this QueueEngine engine)
    {
        var message = engine.Receive();
        if (message is not null)
            engine.Complete(message.LockToken);
        return message;
    }

    public static string? NextId(this QueueEngine engine) => engine.Receive()?.Content.MessageId;
}
