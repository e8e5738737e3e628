using System.Globalization;
using Amqp;
using Amqp.Framing;

namespace Router.Messaging.ServiceBus;

/// <summary>Puts one token over a pair of links of its own; renewals are rare, and links that stay idle the service detaches.</summary>
internal static class CbsExchange
{
    private const string Node = "$cbs";

    public static async Task PutTokenAsync(
        Session session, string name, string audience, ServiceBusToken token, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var answers = new ReceiverLink(session, $"{name}-in", new Attach { Source = new Source { Address = Node }, Target = new Target { Address = name } }, null);
        var requests = new SenderLink(session, $"{name}-out", Node);
        try
        {
            answers.SetCredit(1, CreditMode.Manual);
            await requests.SendAsync(Request(name, audience, token), atMost).WaitAsync(cancellationToken);
            using var answer = await answers.ReceiveAsync(atMost).WaitAsync(cancellationToken) ?? throw Silence(requests, answers);
            answers.Accept(answer);
            var status = StatusOf(answer);
            if (status is not (200 or 202))
            {
                throw AmqpErrors.Refused("The token", status);
            }
        }
        finally
        {
            Close(requests);
            Close(answers);
        }
    }

    private static Message Request(string replyTo, string audience, ServiceBusToken token) => new(token.Value)
    {
        Properties = new Properties { MessageId = replyTo, ReplyTo = replyTo },
        ApplicationProperties = new ApplicationProperties
        {
            ["operation"] = "put-token",
            ["type"] = token.Type,
            ["name"] = audience,
            ["expiration"] = token.Expires.UtcDateTime,
        },
    };

    // Null comes at the timeout, and at once when the link was closed.
    private static Exception Silence(Link requests, Link answers) =>
        (answers.Error ?? requests.Error) is { } error ? new AmqpException(error) : new TimeoutException("No answer to put-token.");

    // Some brokers answer with text keys where others have symbols: looking a key up by its type would miss them.
    private static int StatusOf(Message answer)
    {
        foreach (var (key, value) in answer.ApplicationProperties?.Map ?? [])
        {
            if (key.ToString() == "status-code")
            {
                return Convert.ToInt32(value, CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    private static void Close(Link link) =>
        _ = link.CloseAsync(TimeSpan.FromSeconds(1), null).ContinueWith(static closing => _ = closing.Exception, TaskScheduler.Default);
}
