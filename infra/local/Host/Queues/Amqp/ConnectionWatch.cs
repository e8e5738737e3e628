using System.Net.Sockets;
using Amqp.Framing;
using Amqp.Handler;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>
/// Hears when the library gives a connection up: after an idle timeout at once, where its event Closed comes twenty seconds later. And frees the socket, which
/// the library keeps when an attempt to connect is cancelled.
/// </summary>
internal sealed class ConnectionWatch : IHandler
{
    private readonly TaskCompletionSource<Error?> closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket? socket;

    public Task<Error?> Closing => closing.Task;

    public bool CanHandle(EventId id) => id is EventId.SocketConnect or EventId.ConnectionLocalClose or EventId.ConnectionRemoteClose;

    public void Handle(Event protocolEvent)
    {
        if (protocolEvent.Id == EventId.SocketConnect)
        {
            socket = protocolEvent.Context as Socket;
        }
        else
        {
            closing.TrySetResult((protocolEvent.Context as Close)?.Error);
        }
    }

    public void Cut() => socket?.Dispose();
}
