using Amqp;
using Amqp.Types;

namespace Router.Broker.Nodes;

/// <summary><c>topic/$management</c>: messages are scheduled to a topic and cancelled, and nothing else.</summary>
internal sealed class TopicManagementNode(IMessageTarget topic, long maxMessageSize)
{
    public async Task<Message> HandleAsync(Message request)
    {
        var body = request.Body as Map;
        var reply = await topic.Scheduled.AskAsync(() => Maps.Operation(request) switch
        {
            "schedule-message" => ScheduleRequests.Schedule(topic.Scheduled.Engine, body, maxMessageSize, topic.RequiresSession),
            "cancel-scheduled-message" => ScheduleRequests.Cancel(topic.Scheduled.Engine, body),
            _ => Replies.NotImplemented(),
        });
        return await topic.Scheduled.WhenDurableAsync(reply);
    }
}
