using Amqp;
using Amqp.Types;
using Microsoft.Extensions.Options;
using Router.Messaging.ServiceBus;

namespace Router.Messaging.DeadLetters;

/// <summary>Reaches the dead-letter queues over AMQP 1.0. They are looked at seldom, so each look has a connection of its own.</summary>
internal sealed class AmqpDeadLetterQueues(
    ServiceBusNamespace target, IOptions<MessagingOptions> options, MessagingMetrics metrics, TimeProvider time, ILogger<AmqpDeadLetterQueues> logger) : IDeadLetterQueues
{
    private const int PeekedAtOnce = 100;

    private TimeSpan Deadline => TimeSpan.FromSeconds(options.Value.SendDeadlineSeconds);

    public Task<IReadOnlyList<DeadLetter>> PeekAsync(IReadOnlyCollection<string> queues, int limit, CancellationToken cancellationToken) =>
        OnConnectionAsync<IReadOnlyList<DeadLetter>>(
            async connection =>
            {
                var found = new List<DeadLetter>();
                foreach (var queue in queues)
                {
                    var management = await AmqpManagementLink.OpenAsync(connection, PathOf(queue), Deadline, cancellationToken);
                    found.AddRange(await PeekAsync(management, queue, limit, cancellationToken));
                }

                connection.Abandon("router:done");
                return found;
            },
            cancellationToken);

    public Task<IDeadLetterBatch> ReceiveAsync(string queue, IReadOnlySet<long> wanted, int reach, CancellationToken cancellationToken) =>
        OnConnectionAsync<IDeadLetterBatch>(
            connection => AmqpDeadLetterBatch.ReceiveAsync(connection, queue, wanted, reach, Deadline, time, cancellationToken),
            cancellationToken);

    public static string PathOf(string queue) => queue + "/$DeadLetterQueue";

    private static async Task<List<DeadLetter>> PeekAsync(AmqpManagementLink management, string queue, int limit, CancellationToken cancellationToken)
    {
        var found = new List<DeadLetter>();
        for (long? from = 0; from is not null && found.Count < limit;)
        {
            var request = new Map { ["from-sequence-number"] = from.Value, ["message-count"] = Math.Min(limit - found.Count, PeekedAtOnce) };
            from = null;
            var answer = await management.AskAsync("com.microsoft:peek-message", request, cancellationToken);
            foreach (var item in AmqpMaps.Items(answer, "messages").OfType<Map>())
            {
                var bytes = AmqpMaps.Value(item, "message") as byte[] ?? [];
                using var message = Message.Decode(new ByteBuffer(bytes, 0, bytes.Length, bytes.Length));
                var letter = DeadLetterReader.Read(queue, message);
                from = letter.SequenceNumber + 1;
                if (!DeadLetterReader.IsDeferred(message))
                {
                    found.Add(letter);
                }
            }
        }

        return found;
    }

    /// <summary>Whoever gets the connection closes it; when the work fails it is closed here.</summary>
    private async Task<T> OnConnectionAsync<T>(Func<AmqpConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        AmqpConnection? connection = null;
        try
        {
            connection = await AmqpConnection.OpenAsync(target, options.Value.ToTimeouts(), time, metrics, logger, cancellationToken);
            return await work(connection);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            connection?.Abandon("router:failed");
            throw AmqpErrors.ToMessagingException(failure);
        }
        catch
        {
            connection?.Abandon("router:failed");
            throw;
        }
    }
}
