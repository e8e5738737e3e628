using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Microsoft.Extensions.Options;

namespace Router.Messaging;

/// <summary>Sends over AMQP 1.0 on one shared connection; a broken one is dropped and the next send opens another.</summary>
internal sealed class AmqpMessageSender : IMessageSender, IDisposable
{
    private static readonly Symbol ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";
    private readonly ServiceBusConnectionString target;
    private readonly TimeProvider time;
    private readonly TimeSpan deadline;
    private readonly SemaphoreSlim gate = new(1);
    private AmqpConnection? connection;

    public AmqpMessageSender(IOptions<MessagingOptions> options, TimeProvider time)
    {
        target = ServiceBusConnectionString.TryParse(options.Value.ConnectionString, out var parsed)
            ? parsed
            : throw new ArgumentException("The options were not validated.", nameof(options));
        deadline = TimeSpan.FromSeconds(options.Value.SendDeadlineSeconds);
        this.time = time;
    }

    public async Task SendAsync(string queue, OutboundMessage message, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(deadline);
        AmqpConnection? used = null;
        try
        {
            used = await ConnectAsync(limited.Token);
            var link = await LinkAsync(used, queue, limited.Token);
            using var encoded = Encode(message);
            await link.SendAsync(encoded, deadline).WaitAsync(limited.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var known = AmqpErrors.ToMessagingException(failure);
            if (known.Category != FailureCategory.Permanent)
            {
                Drop(used);
            }

            throw known;
        }
    }

    public void Dispose()
    {
        connection?.Abandon();
        gate.Dispose();
    }

    private async Task<AmqpConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (connection is { IsClosed: false } open)
        {
            return open;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            if (connection is null or { IsClosed: true })
            {
                connection = await AmqpConnection.OpenAsync(target, time).WaitAsync(cancellationToken);
            }

            return connection;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<SenderLink> LinkAsync(AmqpConnection open, string queue, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await open.SenderAsync(queue, deadline).WaitAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private void Drop(AmqpConnection? broken)
    {
        if (broken is not null && Interlocked.CompareExchange(ref connection, null, broken) == broken)
        {
            broken.Abandon();
        }
    }

    private static Message Encode(OutboundMessage message)
    {
        var encoded = new Message
        {
            BodySection = new Data { Binary = message.Envelope.ToBytes() },
            Properties = new Properties
            {
                MessageId = message.MessageId,
                CorrelationId = message.Envelope.Partition,
                Subject = message.Envelope.Message,
                ContentType = "application/json",
            },
        };
        if (message.NotBefore is { } notBefore)
        {
            encoded.MessageAnnotations = new MessageAnnotations { [ScheduledEnqueueTime] = notBefore.UtcDateTime };
        }

        return encoded;
    }
}
