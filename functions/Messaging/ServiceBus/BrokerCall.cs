using System.Net.Security;
using System.Net.Sockets;

namespace Router.Messaging.ServiceBus;

/// <summary>
/// Finds out whether a broker answers at all: a connection, its certificate, and the eight bytes with which AMQP begins. The official client keeps the socket
/// of an attempt that a peer takes and never answers, and takes three times its timeout for it; so it is let near the broker only after this.
/// </summary>
internal static class BrokerCall
{
    // "AMQP", then SASL's protocol id and the version 1.0.0.
    private static readonly byte[] Greeting = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 3, 1, 0, 0];

    /// <exception cref="MessagingException">Nobody answers, or it is no broker.</exception>
    public static async Task AnswersAsync(ServiceBusNamespace target, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
        try
        {
            using var socket = new TcpClient { NoDelay = true };
            await socket.ConnectAsync(target.Host, target.Port, limit.Token);
            await using var stream = target.UsesTls ? await SecureAsync(socket.GetStream(), target, limit.Token) : socket.GetStream();
            await stream.WriteAsync(Greeting, limit.Token);
            var answer = new byte[Greeting.Length];
            await stream.ReadExactlyAsync(answer, limit.Token);
            if (!answer.AsSpan().StartsWith(Greeting.AsSpan(0, 4)))
            {
                throw new MessagingException("What answers there does not speak AMQP.", BrokerFailure.Unknown);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.ToMessagingException(failure);
        }
    }

    private static async Task<Stream> SecureAsync(Stream stream, ServiceBusNamespace target, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, target.Certificates);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = target.Host }, cancellationToken);
        return secure;
    }
}
