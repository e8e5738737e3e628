using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Router.Broker.Nodes;

namespace Router.Broker.Protocol;

/// <summary>
/// Accepts connections on one loopback port, each on its own task, so that a slow handshake holds nobody up. With a certificate every
/// connection begins with TLS.
/// </summary>
internal sealed class AmqpListener(int port, ClientList clients, FrameGate frames, SslStreamCertificateContext? certificate = null) : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    private readonly Lock sync = new();
    private readonly HashSet<Task> running = [];
    private readonly CancellationTokenSource stopping = new();
    private Socket? socket;

    public int Port { get; private set; } = port;

    public void Start()
    {
        var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listening.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            listening.Listen(1024);
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
        await stopping.CancelAsync();
        frames.Open();
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
        Stream stream = new NetworkStream(accepted, ownsSocket: true);
        if (certificate is not null)
        {
            if (await SecureAsync(stream, certificate) is not { } secured)
                return;
            stream = secured;
        }

        var connection = new AmqpConnection(stream, clients, frames);
        clients.Add(connection);
        await connection.RunAsync();
    }

    /// <summary>Null when the peer failed to shake hands, or took too long for it.</summary>
    private async Task<SslStream?> SecureAsync(Stream stream, SslStreamCertificateContext shown)
    {
        var secured = new SslStream(stream);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        patience.CancelAfter(HandshakeTimeout);
        try
        {
            await frames.PassAsync(patience.Token);
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = shown }, patience.Token);
            return secured;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            await secured.DisposeAsync();
            return null;
        }
    }
}
