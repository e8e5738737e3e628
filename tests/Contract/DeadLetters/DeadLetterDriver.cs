using Amqp;
using Amqp.Framing;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Broker;
using Router.Contract.Storage;
using Router.Kit;
using Router.Messaging;
using Router.Messaging.DeadLetters;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.DeadLetters;

/// <summary>Our queues on a broker of the test's own, and storage on the run's emulator.</summary>
internal sealed class DeadLetterDriver : IAsyncDisposable
{
    private static readonly BrokerOptions Settings = new()
    {
        Port = 0,
        ConfigJson = File.ReadAllText(Checkout.FileOf("infra", "local", "Broker", "Config.json")),
    };

    private readonly MessagingClient client;

    private DeadLetterDriver(BrokerServer broker, RouterStorage storage)
    {
        Broker = broker;
        Storage = storage;
        client = new MessagingClient(
            $"Endpoint=sb://127.0.0.1:{broker.Port};SharedAccessKeyName={Settings.KeyName};SharedAccessKey={Settings.Key};UseDevelopmentEmulator=true");
        ParkingLot = new ParkingLot(storage.Partitions, storage.Committer, storage.Time);
        var judge = new DeadLetterJudge(storage.Partitions);
        Sweep = new DeadLetterSweep(Queues, judge, NullLogger<DeadLetterSweep>.Instance);
        Stopped = new StoppedWork(storage.Views, Queues, judge, NullLogger<StoppedWork>.Instance);
        Replayer = new Replayer(ParkingLot, Queues, storage.Partitions, NullLogger<Replayer>.Instance);
    }

    public BrokerServer Broker { get; }

    public RouterStorage Storage { get; }

    public ServiceBusDeadLetterQueues Queues => client.DeadLetters;

    public ParkingLot ParkingLot { get; }

    public DeadLetterSweep Sweep { get; }

    public StoppedWork Stopped { get; }

    public Replayer Replayer { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DeadLetterDriver> StartAsync(string storage)
    {
        var driver = new DeadLetterDriver(await BrokerServer.StartAsync(Settings), new RouterStorage(storage));
        await driver.client.StartAsync();
        return driver;
    }

    public static ReadOnlyMemory<byte> Body(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>A request whose triage was sent and had no effect.</summary>
    public async Task<string> ReceivedAsync(string id)
    {
        await Storage.Partitions.CommitAsync(
            id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)) { Outbox = [new OutboxMessage(MessageNames.TriageRequest)] }, Token);
        return id;
    }

    public async Task TriagedAsync(string id)
    {
        var partition = (await Storage.Partitions.LoadAsync(id, Token))!;
        await Storage.Partitions.CommitAsync(id, partition, new Stage(StageNames.Triage, partition.Request! with { State = RequestState.Waiting }), Token);
    }

    public Task<IReadOnlyList<DeadLetter>> PeekAsync(string queue = QueueNames.Triage) => Queues.PeekAsync([queue], 1000, Token);

    public async Task<DeadLetter> DeadLetterTriageOfAsync(string id, string reason = "why", string description = "what happened")
    {
        await client.Sender.SendAsync(QueueNames.Triage, new OutboundMessage($"{id}.{reason}", new MessageEnvelope(MessageNames.TriageRequest, id)), Token);
        await DeadLetterAsync(QueueNames.Triage, 1, reason, description);
        return (await PeekAsync())[^1];
    }

    public async Task DeadLetterRawAsync(string queue, params ReadOnlyMemory<byte>[] bodies)
    {
        await OnSessionAsync(async session =>
        {
            var link = new SenderLink(session, "raw", queue);
            foreach (var (index, body) in bodies.Index())
            {
                using var message = new Message
                {
                    BodySection = new Data { Binary = body.ToArray() },
                    Properties = new Properties { MessageId = $"raw-{index}-{body.Length}" },
                    ApplicationProperties = new ApplicationProperties { ["kept"] = "as it came" },
                };
                await link.SendAsync(message);
            }
        });
        await DeadLetterAsync(queue, bodies.Length, "poison", "");
    }

    /// <summary>What waits in a queue, taken away from it.</summary>
    public async Task<IReadOnlyList<(string Id, string Body, string? Kept)>> TakeAsync(string queue, int count)
    {
        var taken = new List<(string, string, string?)>();
        await OnSessionAsync(async session =>
        {
            var link = new ReceiverLink(session, "take", queue);
            for (var index = 0; index < count; index++)
            {
                using var message = await link.ReceiveAsync(TimeSpan.FromSeconds(10)) ?? throw new TimeoutException($"{queue} holds {index} messages.");
                link.Accept(message);
                taken.Add((
                    message.Properties.MessageId,
                    System.Text.Encoding.UTF8.GetString(((Data)message.BodySection).Binary),
                    message.ApplicationProperties?["kept"] as string));
            }
        });
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await Broker.DisposeAsync();
    }

    private Task DeadLetterAsync(string queue, int count, string reason, string description) => OnSessionAsync(async session =>
    {
        var link = new ReceiverLink(session, "bury", queue);
        for (var index = 0; index < count; index++)
        {
            using var message = await link.ReceiveAsync(TimeSpan.FromSeconds(10));
            var why = new Error("com.microsoft:dead-letter") { Info = [] };
            why.Info[new Amqp.Types.Symbol("DeadLetterReason")] = reason;
            why.Info[new Amqp.Types.Symbol("DeadLetterErrorDescription")] = description;
            link.Reject(message, why);
        }
    });

    // PLAIN gives the connection all rights of the key, so that no token is needed here.
    private async Task OnSessionAsync(Func<Session, Task> work)
    {
        var connection = await Connection.Factory.CreateAsync(new Address("127.0.0.1", Broker.Port, Settings.KeyName, Settings.Key, "/", "amqp"));
        await work(new Session(connection));
        await connection.CloseAsync();
    }
}
