using Amqp;
using Router.Broker.Protocol;
using Router.Broker.Security;

namespace Router.Broker.Nodes;

/// <summary><c>$cbs</c>: clients put a token for each entity here before they attach to it.</summary>
internal sealed class CbsNode(ClientAccess access, IReadOnlyList<SasKey> keys, TimeProvider clock)
{
    public Task<Message> HandleAsync(Message request) => Task.FromResult(Handle(request));

    private Message Handle(Message request)
    {
        var properties = request.ApplicationProperties?.Map;
        if (Maps.Text(properties, "operation") != "put-token")
            return Replies.Failed(400, Conditions.ArgumentError, "The only operation here is put-token.");
        if (Maps.Text(properties, "type") != "servicebus.windows.net:sastoken")
            return Replies.Failed(401, Conditions.AuthenticationFailed, "This broker takes shared access signatures only.");
        if (Maps.Text(properties, "name") is not { } audience || request.Body is not string token)
            return Replies.Failed(400, Conditions.ArgumentError, "put-token needs a name and a token.");
        var (verdict, grant) = SasToken.Verify(token, audience, keys, clock.GetUtcNow());
        if (grant is null)
            return Replies.Failed(401, Conditions.AuthenticationFailed, Explain(verdict));
        access.Add(grant);
        return Replies.Done(status: 202);
    }

    private static string Explain(SasVerdict verdict) => verdict switch
    {
        SasVerdict.UnknownKey => "InvalidSignature: There is no key of this name.",
        SasVerdict.BadSignature => "InvalidSignature: The token has an invalid signature.",
        SasVerdict.Expired => "ExpiredToken: The token is expired.",
        SasVerdict.WrongAudience => "InvalidAudience: The token was signed for another resource.",
        _ => "MalformedToken: The token can't be read.",
    };
}
