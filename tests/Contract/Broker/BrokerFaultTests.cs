using System.Net.Sockets;
using System.Text.Json.Nodes;
using Amqp;
using Amqp.Types;
using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>Each fault is really felt by a client, and counted.</summary>
public sealed class BrokerFaultTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private BrokerServer? broker;
    private ServiceBusDriver? driver;

    public async ValueTask InitializeAsync()
    {
        broker = await BrokerServer.StartAsync(Brokers.Options with { HttpPort = 0 });
        http.BaseAddress = new Uri($"http://127.0.0.1:{broker.HttpPort}");
        driver = await ServiceBusDriver.ConnectAsync(Brokers.EndpointOf(broker), ContractQueues.Plain);
    }

    public async ValueTask DisposeAsync()
    {
        await driver!.DisposeAsync();
        await broker!.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public async Task ServerBusy_RejectsSoManySends()
    {
        await InjectAsync("server-busy?count=1&entity=contract-plain");
        var busy = await Assert.ThrowsAsync<AmqpException>(() => driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("one")));
        Assert.Equal("com.microsoft:server-busy", busy.Error.Condition.ToString());
        await driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("two"));
        Assert.Equal(1, await InjectedAsync("server-busy"));
    }

    [Fact]
    public async Task ServerBusy_OfOtherEntity_LeavesThisOneAlone()
    {
        await InjectAsync("server-busy?entity=contract-other");
        await driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        Assert.Equal(0, await InjectedAsync("server-busy"));
    }

    [Fact]
    public async Task DetachForced_ClosesLinks()
    {
        var closed = ClosedOf(driver!.Sender(ContractQueues.Plain));
        await InjectAsync("detach-forced");
        Assert.Equal("amqp:link:detach-forced", await closed.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("after"));
        Assert.True(await InjectedAsync("detach-forced") >= 1);
    }

    [Theory]
    [InlineData("drop-connections")]
    [InlineData("close-connections")]
    public async Task EndOfConnections_IsFelt(string fault)
    {
        var closed = ClosedOf(driver!.Connection);
        await InjectAsync(fault);
        Assert.Equal("amqp:connection:forced", await closed.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(1, await InjectedAsync(fault));
    }

    [Fact]
    public async Task RefuseConnections_UntilCleared()
    {
        var endpoint = Brokers.EndpointOf(broker!);
        await InjectAsync("refuse-connections");
        var refused = await Assert.ThrowsAnyAsync<SocketException>(() => ServiceBusDriver.ConnectAsync(endpoint, ContractQueues.Plain));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        await ClearAsync();
        await using var again = await ServiceBusDriver.ConnectAsync(endpoint, ContractQueues.Plain);
    }

    [Fact]
    public async Task Hang_HoldsEverythingUntilCleared()
    {
        var sender = driver!.Sender(ContractQueues.Plain);
        await sender.SendAsync(TestMessages.Text("before"), ServiceBusDriver.Patience);
        await InjectAsync("hang");
        var sending = sender.SendAsync(TestMessages.Text("held"), ServiceBusDriver.Patience);
        Assert.Equal(1, await InjectedAsync("hang"));
        Assert.False(sending.IsCompleted);
        await ClearAsync();
        await sending;
    }

    [Fact]
    public async Task LostDisposition_LeavesMessageLocked()
    {
        await driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        await InjectAsync("lost-disposition");
        var receiver = driver.Receiver(ContractQueues.Plain);
        receiver.Accept(await driver.ReceiveAsync(receiver));
        await receiver.CloseAsync();
        Assert.Equal(1, await InjectedAsync("lost-disposition"));
        Assert.Equal(1, (int)(await HealthAsync())["entities"]![ContractQueues.Plain]!["locked"]!);
    }

    [Fact]
    public async Task LoseLock_FailsSettlementAndRedelivers()
    {
        await driver!.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        var receiver = driver.Receiver(ContractQueues.Plain);
        var received = await driver.ReceiveAsync(receiver);
        await InjectAsync("lose-lock");
        var (status, _) = await driver.ManageAsync(ContractQueues.Plain, "update-disposition",
            new Map { ["disposition-status"] = "completed", ["lock-tokens"] = new[] { received.Lock() } });
        Assert.Equal(410, status);
        Assert.Equal(1u, (await driver.ReceiveAsync(receiver)).Header.DeliveryCount);
        Assert.Equal(1, await InjectedAsync("lose-lock"));
    }

    [Fact]
    public async Task LostAck_StoresMessageAllTheSame()
    {
        await InjectAsync("lost-ack");
        var sender = driver!.Sender(ContractQueues.Plain);
        var unanswered = sender.SendAsync(TestMessages.Text("one"), ServiceBusDriver.Patience);
        await sender.SendAsync(TestMessages.Text("two"), ServiceBusDriver.Patience);
        Assert.False(unanswered.IsCompleted);
        Assert.Equal(2, (int)(await HealthAsync())["entities"]![ContractQueues.Plain]!["active"]!);
        Assert.Equal(1, await InjectedAsync("lost-ack"));
    }

    [Fact]
    public async Task ExpireTokens_DetachesUntilNewToken()
    {
        var closed = ClosedOf(driver!.Sender(ContractQueues.Plain));
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("before"));
        await InjectAsync("expire-tokens");
        Assert.Equal("amqp:unauthorized-access", await closed.WaitAsync(ServiceBusDriver.Patience, TestContext.Current.CancellationToken));
        await driver.PutTokenAsync(ContractQueues.Plain, driver.Token(ContractQueues.Plain));
        await driver.SendAsync(ContractQueues.Plain, TestMessages.Text("after"));
    }

    private static Task<string> ClosedOf(IAmqpObject thing)
    {
        var closed = new TaskCompletionSource<string>();
        thing.Closed += (_, error) => closed.TrySetResult(error?.Condition.ToString() ?? "no error");
        return closed.Task;
    }

    private async Task InjectAsync(string fault) => (await http.PostAsync($"/faults/{fault}", null)).EnsureSuccessStatusCode();

    private async Task ClearAsync() => (await http.DeleteAsync("/faults")).EnsureSuccessStatusCode();

    private async Task<long> InjectedAsync(string fault) =>
        (long)JsonNode.Parse(await http.GetStringAsync("/faults"))!["injected"]![fault]!;

    private async Task<JsonNode> HealthAsync() => JsonNode.Parse(await http.GetStringAsync("/health"))!;
}
