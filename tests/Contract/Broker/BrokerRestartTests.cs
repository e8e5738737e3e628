using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Microsoft.Extensions.Time.Testing;

namespace Router.Contract.Broker;

/// <summary>What a broker with a data directory still knows after it died.</summary>
public sealed class BrokerRestartTests : IDisposable
{
    private const string Topic = "contract-topic";
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("router-broker-");

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData("134217728")]
    [InlineData("20000")]
    public async Task Kill_WhileSending_LosesNoAcknowledgedMessage(string compactAbove)
    {
        using var broker = await BrokerProcess.StartAsync(directory.FullName, more: ["--compact-above", compactAbove]);
        var acknowledged = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var enough = new TaskCompletionSource();
        var senders = Enumerable.Range(0, 4).Select(number => SendUntilDeadAsync(broker.Endpoint, number, acknowledged, enough)).ToArray();
        await enough.Task.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken);
        await broker.KillAsync();
        await Task.WhenAll(senders);

        using var again = await BrokerProcess.StartAsync(directory.FullName, broker.Port);
        await using var driver = await ServiceBusDriver.ConnectAsync(again.Endpoint, ContractQueues.Plain);
        var found = await DrainAsync(driver, "last");
        Assert.True(acknowledged.Count >= 500);
        Assert.Empty(acknowledged.Except(found));
        Assert.Equal(found.Count, found.Distinct().Count());
    }

    [Fact]
    public async Task Restart_KeepsCountsDeferralsSchedulesDeadLettersAndDuplicates()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using (var broker = await Brokers.StartAsync(clock, directory.FullName))
            await PrepareAsync(Brokers.EndpointOf(broker), clock);
        // A second restart reads what the first one has rewritten.
        await using (await Brokers.StartAsync(clock, directory.FullName))
        {
        }

        await using var restarted = await Brokers.StartAsync(clock, directory.FullName);
        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(restarted), ContractQueues.Plain, ContractQueues.Deduplicating);
        await driver.SendAsync(ContractQueues.Deduplicating, TestMessages.Text("done"));
        var mailboxes = restarted.Entities.ToDictionary(entity => entity.Path);
        Assert.Equal(0, await mailboxes[ContractQueues.Deduplicating].AskAsync(() => mailboxes[ContractQueues.Deduplicating].Engine.Counts.Active));
        var counts = await mailboxes[ContractQueues.Plain].AskAsync(() => mailboxes[ContractQueues.Plain].Engine.Counts);
        Assert.Equal((1, 0, 1, 1, 1), (counts.Active, counts.Locked, counts.Scheduled, counts.Deferred, counts.DeadLettered));
        var tried = await driver.ReceiveAsync(driver.Receiver(ContractQueues.Plain));
        Assert.Equal(("tried", 1u), (tried.Id(), tried.Header.DeliveryCount));
        Assert.Equal("malformed", (await driver.ReceiveAsync(driver.Receiver(ContractQueues.Plain + "/$DeadLetterQueue"))).ApplicationProperties["DeadLetterReason"]);
    }

    [Fact]
    public async Task Restart_KeepsWhatIsScheduledToATopic()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var later = TestMessages.Text("later").ScheduledFor(clock.GetUtcNow().AddMinutes(1));
        await using (var broker = await Brokers.StartAsync(clock, directory.FullName))
        {
            await using var sending = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), Topic);
            await sending.SendAsync(Topic, later);
        }

        await using var restarted = await Brokers.StartAsync(clock, directory.FullName);
        await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(restarted), $"{Topic}/Subscriptions/all");
        // Timestamps are whole milliseconds.
        clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromMilliseconds(1));
        Assert.Equal("later", (await driver.ReceiveAsync(driver.Receiver($"{Topic}/Subscriptions/all"))).Id());
    }

    [Fact]
    public async Task Start_WithTornTail_KeepsWhatCameBefore()
    {
        await using (var broker = await Brokers.StartAsync(data: directory.FullName))
        {
            await using var driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), ContractQueues.Plain);
            await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("whole"), TestMessages.Text("torn"));
        }

        var log = Path.Combine(directory.FullName, "journal.log");
        await using (var file = File.OpenWrite(log))
            file.SetLength(file.Length - 3);
        await using var restarted = await Brokers.StartAsync(data: directory.FullName);
        await using var again = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(restarted), ContractQueues.Plain);
        Assert.Equal(["whole", "last"], await DrainAsync(again, "last", keepLast: true));
    }

    [Fact]
    public async Task Start_OnPortInUse_SaysSoAndExitsWithOne()
    {
        await using var broker = await Brokers.StartAsync();
        using var second = BrokerProcess.Launch("--port", $"{broker.Port}", "--http-port", "0");
        var said = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"port {broker.Port}", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    private static async Task SendUntilDeadAsync(ServiceBusEndpoint endpoint, int number, System.Collections.Concurrent.ConcurrentQueue<string> acknowledged, TaskCompletionSource enough)
    {
        try
        {
            await using var driver = await ServiceBusDriver.ConnectAsync(endpoint, ContractQueues.Plain);
            var sender = driver.Sender(ContractQueues.Plain);
            for (var i = 0; ; i++)
            {
                await sender.SendAsync(TestMessages.Text($"{number}-{i}"), ServiceBusDriver.Patience);
                acknowledged.Enqueue($"{number}-{i}");
                if (acknowledged.Count >= 500)
                    enough.TrySetResult();
            }
        }
        catch (Exception exception) when (exception is AmqpException or OperationCanceledException or TimeoutException or ObjectDisposedException)
        {
            // The broker has been killed.
        }
    }

    private static async Task PrepareAsync(ServiceBusEndpoint endpoint, TimeProvider clock)
    {
        await using var driver = await ServiceBusDriver.ConnectAsync(endpoint, ContractQueues.Plain, ContractQueues.Deduplicating);
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("deferred"), TestMessages.Text("bad"), TestMessages.Text("tried"));
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("later").ScheduledFor(clock.GetUtcNow().AddDays(1)));
        await driver.SendAsync(ContractQueues.Deduplicating, TestMessages.Text("done"));
        await driver.ReceiveAsync(driver.DeletingReceiver(ContractQueues.Deduplicating));
        var receiver = driver.Receiver(ContractQueues.Plain);
        receiver.Modify(await driver.ReceiveAsync(receiver), deliveryFailed: true, undeliverableHere: true);
        var info = new Fields { [new Symbol("DeadLetterReason")] = "malformed" };
        receiver.Reject(await driver.ReceiveAsync(receiver), new Error(new Symbol("com.microsoft:dead-letter")) { Info = info });
        receiver.Modify(await driver.ReceiveAsync(receiver), deliveryFailed: true);
        await receiver.CloseAsync();
    }

    private static async Task<List<string>> DrainAsync(ServiceBusDriver driver, string marker, bool keepLast = false)
    {
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text(marker));
        var receiver = driver.DeletingReceiver(ContractQueues.Plain);
        receiver.SetCredit(200);
        var found = new List<string>();
        while (await receiver.ReceiveAsync(ServiceBusDriver.Patience) is { } message)
        {
            receiver.Accept(message); // Only this makes the library grant new credit.
            if (message.Id() != marker || keepLast)
                found.Add(message.Id());
            if (message.Id() == marker)
                return found;
        }

        throw new TimeoutException("The marker did not arrive.");
    }
}
