using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.Bench.Soak;

/// <summary>Sends numbered messages in turn to some sessions, receives and settles each session by a receiver of its own, and counts what is not as it should be.</summary>
internal sealed class SoakLoad : IAsyncDisposable
{
    public const int Sessions = 16;
    private const int InFlight = 100;
    private const int MostOutstanding = 2_000;
    private const int Credit = 50;
    private const string Number = "n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);
    private static readonly byte[] Body = new byte[1024];
    private readonly Connection connection;
    private readonly SessionLocks locks;
    private readonly SenderLink sender;
    private readonly SemaphoreSlim places = new(InFlight);
    private readonly SemaphoreSlim outstanding = new(MostOutstanding);
    private readonly CancellationTokenSource ended = new();
    private readonly long[] next = new long[Sessions];
    private readonly Task renewing;
    private long sent;
    private long settled;
    private long outOfOrder;
    private long deliveredAgain;
    private long locksLost;
    private long notConfirmed;

    private SoakLoad(Connection connection, string queue)
    {
        this.connection = connection;
        var session = new Session(connection);
        locks = new SessionLocks(session, queue);
        sender = new SenderLink(session, "soak-send", queue);
        for (var index = 0; index < Sessions; index++)
        {
            Receive(session, queue, index);
        }

        renewing = RenewAsync();
    }

    public long Settled => Volatile.Read(ref settled);

    public long Outstanding => Volatile.Read(ref sent) - Settled;

    public SoakFaults Faults => new(Volatile.Read(ref outOfOrder), Volatile.Read(ref deliveredAgain), Volatile.Read(ref locksLost), Volatile.Read(ref notConfirmed));

    public static async Task<SoakLoad> OpenAsync(int port, string keyName, string key, string queue) =>
        new(await Connection.Factory.CreateAsync(new Address("127.0.0.1", port, keyName, key, "/", "amqp")), queue);

    /// <summary>Sends one message when there is room: at most 100 unconfirmed, at most 2,000 not yet settled.</summary>
    public async Task SendNextAsync()
    {
        await outstanding.WaitAsync();
        await places.WaitAsync();
        var number = sent++;
        var message = new Message
        {
            Properties = new Properties { MessageId = $"{number}", GroupId = $"session-{number % Sessions}" },
            ApplicationProperties = new ApplicationProperties { [Number] = number / Sessions },
            BodySection = new Data { Binary = Body },
        };
        _ = SendAsync(message);
    }

    public async Task DrainAsync(TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (Outstanding > 0 && !limit.IsCancellationRequested)
        {
            await tick.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        await connection.CloseAsync();
        ended.Dispose();
    }

    private async Task SendAsync(Message message)
    {
        try
        {
            await sender.SendAsync(message, Patience);
        }
        catch (Exception refused) when (refused is AmqpException or TimeoutException)
        {
            Interlocked.Increment(ref notConfirmed);
            outstanding.Release();
        }

        places.Release();
    }

    private void Receive(Session session, string queue, int index)
    {
        var source = new Source { Address = queue, FilterSet = new Map { [new Symbol("com.microsoft:session-filter")] = $"session-{index}" } };
        var receiver = new ReceiverLink(session, $"soak-{index}", source, null);
        receiver.AddClosedCallback((_, _) =>
        {
            if (!ended.IsCancellationRequested)
            {
                Interlocked.Increment(ref locksLost);
            }
        });
        receiver.Start(Credit, (link, message) =>
        {
            var expected = next[index]++;
            if ((long)message.ApplicationProperties[Number] != expected)
            {
                Interlocked.Increment(ref outOfOrder);
            }

            if (message.Header?.DeliveryCount > 0)
            {
                Interlocked.Increment(ref deliveredAgain);
            }

            link.Accept(message);
            Interlocked.Increment(ref settled);
            outstanding.Release();
        });
    }

    private async Task RenewAsync()
    {
        using var tick = new PeriodicTimer(RenewEvery);
        try
        {
            while (await tick.WaitForNextTickAsync(ended.Token))
            {
                for (var index = 0; index < Sessions; index++)
                {
                    if (!await locks.RenewAsync($"session-{index}", $"soak-{index}", ended.Token))
                    {
                        Interlocked.Increment(ref locksLost);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ended.
        }
    }
}

/// <summary>What must not happen; a lock that is lost closes its link, refuses its renewal, or shows as a message that comes again.</summary>
internal sealed record SoakFaults(long OutOfOrder, long DeliveredAgain, long LocksLost, long NotConfirmed)
{
    public static readonly SoakFaults None = new(0, 0, 0, 0);

    public override string ToString() => $"out of order {OutOfOrder} · delivered again {DeliveredAgain} · locks lost {LocksLost} · sends not confirmed {NotConfirmed}";
}
