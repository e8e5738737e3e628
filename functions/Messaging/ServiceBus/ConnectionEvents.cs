using Amqp.Framing;
using Amqp.Handler;
using EventId = Amqp.Handler.EventId;

namespace Router.Messaging.ServiceBus;

/// <summary>Hears of the peer's open, and of the library's own close: after an idle timeout that comes at once, the event Closed twenty seconds later.</summary>
internal sealed class ConnectionEvents : IHandler
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Opened => opened.Task;

    /// <summary>Ends with the reason when the connection is no good any more.</summary>
    public Task<string> Closing => closing.Task;

    public bool CanHandle(EventId id) => id is EventId.ConnectionRemoteOpen or EventId.ConnectionLocalClose or EventId.ConnectionRemoteClose;

    public void Handle(Event protocolEvent)
    {
        if (protocolEvent.Id == EventId.ConnectionRemoteOpen)
        {
            opened.TrySetResult();
        }
        else
        {
            Close((protocolEvent.Context as Close)?.Error);
        }
    }

    // Its description may hold what a peer likes to write: only the condition goes on.
    public void Close(Error? error) => closing.TrySetResult(error?.Condition?.ToString() ?? "closed");
}
