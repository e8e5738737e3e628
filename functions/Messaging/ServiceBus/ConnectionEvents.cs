using System.Net.Sockets;
using Amqp.Framing;
using Amqp.Handler;
using EventId = Amqp.Handler.EventId;

namespace Router.Messaging.ServiceBus;

/// <summary>Hears of the peer's open, and of the library's own close: after an idle timeout that comes at once, the event Closed twenty seconds later.</summary>
internal sealed class ConnectionEvents : IHandler
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Socket? socket;

    public Task Opened => opened.Task;

    /// <summary>Ends with the reason when the connection is no good any more.</summary>
    public Task<string> Closing => closing.Task;

    public bool CanHandle(EventId id) => id is EventId.SocketConnect or EventId.ConnectionRemoteOpen or EventId.ConnectionLocalClose or EventId.ConnectionRemoteClose;

    public void Handle(Event protocolEvent)
    {
        switch (protocolEvent.Id)
        {
            case EventId.SocketConnect:
                socket = protocolEvent.Context as Socket;
                break;
            case EventId.ConnectionRemoteOpen:
                opened.TrySetResult();
                break;
            default:
                Close((protocolEvent.Context as Close)?.Error);
                break;
        }
    }

    // Its description may hold what a peer likes to write: only the condition goes on.
    public void Close(Error? error) => closing.TrySetResult(error?.Condition?.ToString() ?? "closed");

    /// <summary>Frees the socket: against a silent peer the library keeps it, and an attempt that was cancelled keeps it for good.</summary>
    public void Cut() => socket?.Dispose();
}
