using Amqp;
using Amqp.Framing;

namespace Router.Messaging.ServiceBus;

/// <summary>A sender link that is attached; each send returns with the broker's own word for it.</summary>
internal sealed class QueueSender
{
    private readonly SenderLink link;

    private QueueSender(SenderLink link, ulong maxMessageSize)
    {
        this.link = link;
        // Zero means no limit, or one that the peer does not tell.
        MaxMessageSize = maxMessageSize == 0 ? long.MaxValue : (long)Math.Min(maxMessageSize, long.MaxValue);
    }

    // A link that the peer is detaching is not closed yet, and takes nothing any more.
    public bool IsOpen => link is { IsClosed: false, LinkState: LinkState.Attached };

    /// <summary>Bytes of one transfer; the library sends larger ones all the same.</summary>
    public long MaxMessageSize { get; }

    public static async Task<QueueSender> AttachAsync(Session session, string name, string queue, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource<ulong>(TaskCreationOptions.RunContinuationsAsynchronously);
        var attach = new Attach
        {
            Source = new Source { Address = name },
            Target = new Target { Address = queue },
            SndSettleMode = SenderSettleMode.Unsettled,
        };
        var link = new SenderLink(session, name, attach, (_, answer) =>
        {
            // A refusal is an attach without target, and then a detach with the reason.
            if (answer.Target is not null)
            {
                answered.TrySetResult(answer.MaxMessageSize);
            }
        });
        link.AddClosedCallback((_, error) => answered.TrySetException(new AmqpException(error ?? new Error(ErrorCode.DetachForced))));
        return new QueueSender(link, await answered.Task.WaitAsync(atMost, cancellationToken));
    }

    /// <exception cref="TimeoutException">No word came; the link is given up, for a late one would be taken for the next message's.</exception>
    public async Task SendAsync(Message message, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await link.SendAsync(message, atMost).WaitAsync(cancellationToken);
        }
        catch (TimeoutException)
        {
            Close();
            throw;
        }
    }

    private void Close() => _ = link.CloseAsync(TimeSpan.FromSeconds(1), null).ContinueWith(static closing => _ = closing.Exception, TaskScheduler.Default);
}
