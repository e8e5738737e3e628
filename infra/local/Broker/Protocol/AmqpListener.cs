using System.Net;
using System.Net.Sockets;
using Router.Broker.Nodes;

namespace Router.Broker.Protocol;

/// <summary>Accepts connections on the loopback port, each on its own task, so that a slow handshake holds nobody up.</summary>
internal sealed class AmqpListener(int port, ClientList clients) : IAsyncDisposable
{
    private readonly Lock sync = new();
    private readonly HashSet<Task> running = [];
    private Socket? socket;

    public int Port { get; private set; } = port;

    /// <summary>Shut to play a black hole.</summary>
    public FrameGate Frames { get; } = new();

    public void Start()
    {
        var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listening.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            listening.Listen(512);
        }
        catch
        {
            listening.Dispose();
            throw;
        }

        Port = ((IPEndPoint)listening.LocalEndPoint!).Port;
        socket = listening;
        _ = AcceptAsync(listening);
    }

    /// <summary>Frees the port, so that clients are refused; those connected stay.</summary>
    public void Refuse()
    {
        socket?.Dispose();
        socket = null;
    }

    public void Resume()
    {
        if (socket is null)
            Start();
    }

    public async ValueTask DisposeAsync()
    {
        Refuse();
        Frames.Open();
        foreach (var connection in clients.Connections)
            connection.Close(Conditions.Error(Conditions.ConnectionForced, "The broker is shutting down."));
        Task[] left;
        lock (sync)
            left = [.. running];
        await Task.WhenAll(left).WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync(Socket listening)
    {
        while (true)
        {
            Socket accepted;
            try
            {
                accepted = await listening.AcceptAsync();
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                if (ReferenceEquals(listening, socket))
                    continue;
                return;
            }

            accepted.NoDelay = true;
            var serving = ServeAsync(accepted);
            lock (sync)
                running.Add(serving);
            _ = serving.ContinueWith(Forget, TaskScheduler.Default);
        }
    }

    private void Forget(Task done)
    {
        lock (sync)
            running.Remove(done);
    }

    private async Task ServeAsync(Socket accepted)
    {
        await Task.Yield();
        var connection = new AmqpConnection(new NetworkStream(accepted, ownsSocket: true), clients, Frames);
        clients.Add(connection);
        await connection.RunAsync();
    }
}
