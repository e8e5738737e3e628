using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class ServiceBusMessageSenderTests
{
    private static readonly OutboundMessage Message = new("id", new MessageEnvelope(MessageNames.FileBug, "partition", "mail", 3));

    [Fact]
    public void ToServiceBus_Message_WithItsIdAndWhatItIsAbout()
    {
        var sent = ServiceBusMessageSender.ToServiceBus(Message);

        Assert.Equal(("id", "partition", MessageNames.FileBug, "application/json"), (sent.MessageId, sent.CorrelationId, sent.Subject, sent.ContentType));
        Assert.Equal(Message.Envelope, MessageEnvelope.Parse(sent.Body));
        Assert.Equal((default, TimeSpan.MaxValue), (sent.ScheduledEnqueueTime, sent.TimeToLive));
        Assert.Equal((null, null), (sent.SessionId, sent.PartitionKey));
        Assert.Empty(sent.ApplicationProperties);
    }

    [Fact]
    public void ToServiceBus_NotBefore_IsTheScheduledTime()
    {
        var due = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(2));

        Assert.Equal(due, ServiceBusMessageSender.ToServiceBus(Message with { NotBefore = due }).ScheduledEnqueueTime);
    }
}
