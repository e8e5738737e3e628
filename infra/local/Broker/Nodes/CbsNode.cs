using Amqp;
using Router.Broker.Protocol;
using Router.Broker.Security;

namespace Router.Broker.Nodes;

/// <summary><c>$cbs</c>: clients put a token for each entity here before they attach to it.</summary>
internal sealed class CbsNode(ClientAccess access, TokenRules rules)
{
    public Task<Message> HandleAsync(Message request) => Task.FromResult(Handle(request));

    private Message Handle(Message request)
    {
        var properties = request.ApplicationProperties?.Map;
        if (Maps.Text(properties, "operation") != "put-token")
            return Replies.Failed(400, Conditions.ArgumentError, "The only operation here is put-token.");
        if (Maps.Text(properties, "name") is not { } audience || request.Body is not string token)
            return Replies.Failed(400, Conditions.ArgumentError, "put-token needs a name and a token.");
        var (grant, refusal) = rules.Verify(Maps.Text(properties, "type"), token, audience);
        if (grant is null)
            return Replies.Failed(401, Conditions.AuthenticationFailed, refusal!);
        access.Add(grant);
        return Replies.Done(status: 202);
    }
}
