using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>Replies of the service's request nodes. Clients look for the status under two spellings, so both are there.</summary>
internal static class Replies
{
    public static Message Done(Map? body = null, int status = 200) => With(status, status == 204 ? "No Content" : "OK", null, body ?? []);

    public static Message Failed(int status, string condition, string description) => With(status, description, condition, []);

    public static Message NotImplemented() => Failed(501, Conditions.NotImplemented, "This broker doesn't know the operation.");

    public static Message TooLarge(long limit) =>
        Failed(403, Conditions.MessageSizeExceeded, $"The message is larger than the {limit} bytes that this entity takes.");

    private static Message With(int status, string description, string? condition, Map body)
    {
        var reply = new Message { BodySection = new AmqpValue { Value = body }, ApplicationProperties = new ApplicationProperties() };
        var properties = reply.ApplicationProperties.Map;
        properties["statusCode"] = status;
        properties["status-code"] = status;
        properties["statusDescription"] = description;
        properties["status-description"] = description;
        if (condition is null)
            return reply;
        properties["errorCondition"] = new Symbol(condition);
        properties["error-condition"] = new Symbol(condition);
        return reply;
    }
}
