using System.Collections.Concurrent;
using System.Globalization;
using Amqp;
using Amqp.Framing;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>Questions and answers over a pair of links, as <c>$cbs</c> and <c>$management</c> want them.</summary>
internal sealed class AmqpRequestLink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Message>> waiting = new();
    private readonly SenderLink sender;
    private readonly ReceiverLink receiver;
    private readonly string replyTo;
    private readonly TimeProvider time;
    private int asked;

    public AmqpRequestLink(Session session, string node, TimeProvider time)
    {
        this.time = time;
        replyTo = $"{node}-replies";
        sender = new SenderLink(session, $"{node}-ask", node);
        receiver = new ReceiverLink(session, $"{node}-answer", new Attach { Source = new Source { Address = node }, Target = new Target { Address = replyTo } }, null);
        receiver.Closed += (_, error) => FailAll(error);
        receiver.Start(50, OnAnswer);
    }

    public async Task<Message> AskAsync(object body, ApplicationProperties properties, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref asked).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        try
        {
            var question = new Message { BodySection = new AmqpValue { Value = body }, Properties = new Properties { MessageId = id, ReplyTo = replyTo }, ApplicationProperties = properties };
            await sender.SendAsync(question).WaitAsync(cancellation);
            return await answer.Task.WaitAsync(Patience, time, cancellation);
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    private void OnAnswer(IReceiverLink link, Message message)
    {
        link.Accept(message);
        if (message.Properties?.GetCorrelationId() is string id && waiting.TryGetValue(id, out var answer))
        {
            answer.TrySetResult(message);
        }
    }

    private void FailAll(Error? error)
    {
        foreach (var answer in waiting.Values)
        {
            answer.TrySetException(new AmqpException(error ?? new Error(ErrorCode.ConnectionForced) { Description = "The link was closed." }));
        }
    }
}
