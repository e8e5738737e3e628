using Amqp;
using Amqp.Types;
using Router.Broker.Entities;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>Scheduling and its cancellation, on a queue or on a topic.</summary>
internal static class ScheduleRequests
{
    public static Message Schedule(QueueEngine engine, Map? body, long maxMessageSize, bool requiresSession)
    {
        var encoded = Maps.Items(body, "messages").OfType<Map>().Select(item => Maps.Value(item, "message") as byte[] ?? []).ToArray();
        if (encoded.Sum(message => (long)message.Length) > maxMessageSize)
            return Replies.TooLarge(maxMessageSize);
        var contents = encoded.SelectMany(message => MessageReader.Read(0, message)).ToArray();
        return requiresSession && contents.Any(content => string.IsNullOrEmpty(content.SessionId))
            ? Replies.Failed(400, Conditions.NotAllowed, "The SessionId was not set on a message, and it cannot be sent to the entity.")
            : Replies.Done(new Map { ["sequence-numbers"] = contents.Select(content => engine.Enqueue(content).SequenceNumber).ToArray() });
    }

    public static Message Cancel(QueueEngine engine, Map? body)
    {
        var numbers = Maps.Items(body, "sequence-numbers").Select(Maps.Long).ToArray();
        return numbers.Count(engine.CancelScheduled) == numbers.Length
            ? Replies.Done()
            : Replies.Failed(404, Conditions.MessageNotFound, "The scheduled message does not exist.");
    }
}
