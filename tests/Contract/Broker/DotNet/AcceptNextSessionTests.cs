using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-sessions</summary>
public sealed class AcceptNextSessionTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task AcceptNextSession_OnPlainQueue_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptNextSession_WithMessages_TakesOneThatHasSome()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using var receiver = await Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        Assert.Equal("a", receiver.SessionId);
        Assert.Equal("a1", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task AcceptNextSession_Twice_TakesAnother()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"));
        await using var one = await Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        await using var other = await Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        Assert.Equal(["a", "b"], new[] { one.SessionId, other.SessionId }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AcceptNextSession_WhileWaiting_TakesTheFirstThatComes()
    {
        var queue = await Space.SessionQueueAsync();
        var accepting = Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        await SendAsync(queue, Message("a1", "a"));
        await using var receiver = await accepting;
        Assert.Equal("a1", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task AcceptNextSession_WithoutAny_TimesOut()
    {
        var queue = await Space.SessionQueueAsync();
        await using var impatient = Space.NewClient(Impatience);
        await ExpectRefusedAsync(ServiceBusFailureReason.ServiceTimeout, () => impatient.AcceptNextSessionAsync(queue, cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptNextSession_TimedOut_LeavesTheNextSessionToOthers()
    {
        var queue = await Space.SessionQueueAsync();
        await using var impatient = Space.NewClient(Impatience);
        await ExpectRefusedAsync(ServiceBusFailureReason.ServiceTimeout, () => impatient.AcceptNextSessionAsync(queue, cancellationToken: Cancel));
        await ExpectNextSessionAsync(queue);
    }

    [Fact]
    public async Task AcceptNextSession_Cancelled_LeavesTheNextSessionToOthers()
    {
        var queue = await Space.SessionQueueAsync();
        await CancelAcceptingAsync(queue, ServiceBusReceiveMode.PeekLock);
        await ExpectNextSessionAsync(queue);
    }

    [Fact]
    public async Task AcceptNextSession_CancelledWithReceiveAndDelete_LosesNothing()
    {
        var queue = await Space.SessionQueueAsync();
        for (var attempt = 0; attempt < 5; attempt++)
            await CancelAcceptingAsync(queue, ServiceBusReceiveMode.ReceiveAndDelete);
        await ExpectNextSessionAsync(queue);
    }

    [Fact]
    public async Task AcceptNextSession_OfDisposedClient_LeavesTheNextSessionToOthers()
    {
        var queue = await Space.SessionQueueAsync();
        var other = Space.NewClient();
        var accepting = other.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        await Assert.ThrowsAsync<TimeoutException>(() => accepting.WaitAsync(ServiceBusNamespace.Moment, TimeProvider.System, Cancel));
        await other.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => accepting);
        await ExpectNextSessionAsync(queue);
    }

    private Task<ServiceBusSessionReceiver> SessionAsync() => AcceptAsync(Space.SessionQueueAsync());

    private async Task<ServiceBusSessionReceiver> AcceptAsync(Task<string> queue) => await Client.AcceptSessionAsync(await queue, "a", cancellationToken: Cancel);

    private async Task<string> WithMessagesAsync(params (string Session, string Id)[] messages)
    {
        var queue = await Space.SessionQueueAsync();
        await SendAsync(queue, [.. messages.Select(message => Message(message.Id, message.Session))]);
        return queue;
    }

    private async Task CancelAcceptingAsync(string queue, ServiceBusReceiveMode mode)
    {
        using var giveUp = new CancellationTokenSource(ServiceBusNamespace.Moment);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Client.AcceptNextSessionAsync(queue, new ServiceBusSessionReceiverOptions { ReceiveMode = mode }, giveUp.Token));
    }

    private async Task ExpectNextSessionAsync(string queue)
    {
        await SendAsync(queue, Message("late", "a"));
        await using var receiver = await Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel);
        var message = await ReceiveAsync(receiver);
        Assert.Equal(("late", 1), (message.MessageId, message.DeliveryCount));
    }
}
