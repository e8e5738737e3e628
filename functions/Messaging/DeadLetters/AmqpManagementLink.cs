using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Router.Messaging.ServiceBus;

namespace Router.Messaging.DeadLetters;

/// <summary>Asks an entity's <c>$management</c> node, one question at a time.</summary>
internal sealed class AmqpManagementLink
{
    private const int NoContent = 204;
    private const int Gone = 410;
    private readonly SenderLink requests;
    private readonly ReceiverLink replies;
    private readonly string replyTo;
    private readonly TimeSpan deadline;
    private int asked;

    private AmqpManagementLink(Session session, string entity, TimeSpan deadline)
    {
        var node = entity + "/$management";
        this.deadline = deadline;
        replyTo = $"router-{entity}-replies";
        requests = new SenderLink(session, $"router-{entity}-ask", node);
        replies = new ReceiverLink(
            session, $"router-{entity}-answer", new Attach { Source = new Source { Address = node }, Target = new Target { Address = replyTo } }, null);
    }

    public static async Task<AmqpManagementLink> OpenAsync(AmqpConnection connection, string entity, TimeSpan deadline, CancellationToken cancellationToken) =>
        new(await connection.AuthorizeAsync(entity + "/$management", cancellationToken), entity, deadline);

    /// <returns>The answer's body; null when there is nothing to answer with.</returns>
    /// <exception cref="LockLostException">The broker answered 410.</exception>
    public async Task<Map?> AskAsync(string operation, Map body, CancellationToken cancellationToken, string? receiver = null)
    {
        var id = $"{++asked}";
        using var question = new Message
        {
            BodySection = new AmqpValue { Value = body },
            Properties = new Properties { MessageId = id, ReplyTo = replyTo },
            ApplicationProperties = new ApplicationProperties { ["operation"] = operation, ["com.microsoft:server-timeout"] = (uint)deadline.TotalMilliseconds },
        };
        if (receiver is not null)
        {
            question.ApplicationProperties["associated-link-name"] = receiver;
        }

        await requests.SendAsync(question, deadline).WaitAsync(cancellationToken);
        while (true)
        {
            using var reply = await replies.ReceiveAsync(deadline).WaitAsync(cancellationToken) ?? throw new TimeoutException($"No answer to {operation}.");
            replies.Accept(reply);

            // The answer to a question that was given up on may come late.
            if (reply.Properties?.GetCorrelationId()?.ToString() == id)
            {
                return Read(reply, operation);
            }
        }
    }

    private static Map? Read(Message reply, string operation)
    {
        var properties = reply.ApplicationProperties?.Map;
        switch (AmqpMaps.Number(properties, "statusCode"))
        {
            case NoContent:
                return null;
            case >= 200 and < 300:
                return reply.Body as Map;
            case Gone:
                throw new LockLostException();
            case var status:
                var condition = AmqpMaps.Text(properties, "errorCondition");
                throw new MessagingException($"The broker answered {operation} with {status} {condition}.", AmqpErrors.Explain(condition));
        }
    }
}

/// <summary>The lock on a message has run out, or the message is gone.</summary>
internal sealed class LockLostException() : Exception("The lock is lost.");
