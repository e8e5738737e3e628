using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-sessions#message-session-state</summary>
public sealed class SessionStateTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    [Fact]
    public async Task SessionState_NeverSet_IsNull()
    {
        await using var receiver = await SessionAsync();
        Assert.Null(await receiver.GetSessionStateAsync(Cancel));
    }

    [Fact]
    public async Task SessionState_Set_IsKeptForTheNextReceiver()
    {
        var queue = await Space.SessionQueueAsync();
        await using (var first = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel))
            await first.SetSessionStateAsync(new BinaryData("step 2"), Cancel);
        await using var second = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal("step 2", (await second.GetSessionStateAsync(Cancel)).ToString());
    }

    [Fact]
    public async Task SessionState_SetToNull_IsGone()
    {
        await using var receiver = await SessionAsync();
        await receiver.SetSessionStateAsync(new BinaryData("step 2"), Cancel);
        await receiver.SetSessionStateAsync(null!, Cancel);
        Assert.Null(await receiver.GetSessionStateAsync(Cancel));
    }

    [Fact]
    public async Task SessionState_OfManyBytes_IsKept()
    {
        var state = Enumerable.Range(0, 200 * 1024).Select(number => (byte)number).ToArray();
        await using var receiver = await SessionAsync();
        await receiver.SetSessionStateAsync(new BinaryData(state), Cancel);
        Assert.Equal(state, (await receiver.GetSessionStateAsync(Cancel)).ToArray());
    }

    [Fact]
    public async Task SessionState_LargerThanAMessage_IsRefused()
    {
        await using var receiver = await SessionAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageSizeExceeded, () => receiver.SetSessionStateAsync(new BinaryData(new byte[400 * 1024]), Cancel));
        await receiver.SetSessionStateAsync(new BinaryData("small"), Cancel);
    }

    [Fact]
    public async Task SessionState_OfOneSession_IsNotTheOthers()
    {
        var queue = await Space.SessionQueueAsync();
        await using var one = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await using var other = await Client.AcceptSessionAsync(queue, "b", cancellationToken: Cancel);
        await one.SetSessionStateAsync(new BinaryData("of a"), Cancel);
        Assert.Null(await other.GetSessionStateAsync(Cancel));
    }

    [Fact]
    public async Task GetMessageSessions_OfQueue_ListsThoseWithMessagesOrState()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"), ("a", "a2"));
        await using (var stateful = await Client.AcceptSessionAsync(queue, "state only", cancellationToken: Cancel))
            await stateful.SetSessionStateAsync(new BinaryData("x"), Cancel);
        Assert.Equal(["a", "b", "state only"], await SessionsAsync(Client.GetMessageSessionsAsync(queue, Cancel)));
    }

    [Fact]
    public async Task GetMessageSessions_SinceAMoment_ListsThoseWhoseStateWasSetAfterIt()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using (var stateful = await Client.AcceptSessionAsync(queue, "b", cancellationToken: Cancel))
            await stateful.SetSessionStateAsync(new BinaryData("x"), Cancel);
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal(["b"], await SessionsAsync(Client.GetMessageSessionsAsync(queue, now.AddHours(-1), Cancel)));
        Assert.Empty(await SessionsAsync(Client.GetMessageSessionsAsync(queue, now.AddHours(1), Cancel)));
    }

    [Fact]
    public async Task GetMessageSessions_OfMoreThanAPage_ListsAll()
    {
        var queue = await Space.SessionQueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.SendMessagesAsync(Enumerable.Range(0, 230).Select(number => Message("x", $"{number:000}")), Cancel);
        Assert.Equal(Enumerable.Range(0, 230).Select(number => $"{number:000}"), await SessionsAsync(Client.GetMessageSessionsAsync(queue, Cancel)));
    }

    [Fact]
    public async Task GetMessageSessions_OfEmptyQueue_ListsNone() =>
        Assert.Empty(await SessionsAsync(Client.GetMessageSessionsAsync(await Space.SessionQueueAsync(), Cancel)));

    private Task<ServiceBusSessionReceiver> SessionAsync() => AcceptAsync(Space.SessionQueueAsync());

    private async Task<ServiceBusSessionReceiver> AcceptAsync(Task<string> queue) => await Client.AcceptSessionAsync(await queue, "a", cancellationToken: Cancel);

    private async Task<string> WithMessagesAsync(params (string Session, string Id)[] messages)
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, [.. messages.Select(message => Message(message.Id, message.Session))]);
        return queue;
    }

    private static async Task<List<string>> SessionsAsync(IAsyncEnumerable<string> sessions)
    {
        var all = new List<string>();
        await foreach (var session in sessions)
            all.Add(session);
        return [.. all.Order(StringComparer.Ordinal)];
    }
}
