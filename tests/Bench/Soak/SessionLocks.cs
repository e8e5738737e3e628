using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.Bench.Soak;

/// <summary>Renews the locks of a queue's sessions through its <c>$management</c> node, one at a time.</summary>
internal sealed class SessionLocks(Session session, string queue)
{
    private const string ReplyTo = "soak-replies";
    private const int Ok = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SenderLink requests = new(session, "soak-ask", $"{queue}/$management");
    private readonly ReceiverLink replies = new(
        session, "soak-answer", new Attach { Source = new Source { Address = $"{queue}/$management" }, Target = new Target { Address = ReplyTo } }, null);

    /// <returns>False when the lock is lost.</returns>
    public async Task<bool> RenewAsync(string sessionId, string receiver, CancellationToken cancellationToken)
    {
        using var question = new Message
        {
            BodySection = new AmqpValue { Value = new Map { ["session-id"] = sessionId } },
            Properties = new Properties { MessageId = sessionId, ReplyTo = ReplyTo },
            ApplicationProperties = new ApplicationProperties { ["operation"] = "com.microsoft:renew-session-lock", ["associated-link-name"] = receiver },
        };
        await requests.SendAsync(question, Patience).WaitAsync(cancellationToken);
        using var reply = await replies.ReceiveAsync(Patience).WaitAsync(cancellationToken) ?? throw new TimeoutException("No answer to a renewal.");
        replies.Accept(reply);
        return reply.ApplicationProperties["statusCode"] is Ok;
    }
}
