using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-sessions</summary>
public sealed class SessionReceiverTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task AcceptSession_ByName_ReceivesItsMessagesOnlyInOrder()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "b", cancellationToken: Cancel);
        Assert.Equal("b", receiver.SessionId);
        Assert.Equal(["b1", "b2"], Ids(await ReceiveAsync(receiver, 2)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task AcceptSession_WithoutMessages_HoldsItForThoseThatCome()
    {
        var queue = await Space.SessionQueueAsync();
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await SendAsync(queue, Message("a1", "a"));
        Assert.Equal("a1", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task AcceptSession_HeldByAnother_IsRefused()
    {
        var queue = await Space.SessionQueueAsync();
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await RefusedAsync(ServiceBusFailureReason.SessionCannotBeLocked, () => Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptSession_ClosedByAnother_IsFree()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using (var first = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel))
            await ReceiveAsync(first);
        await using var second = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal("a1", (await ReceiveAsync(second)).MessageId);
    }

    [Fact]
    public async Task AcceptSession_WithOddId_KeepsIt()
    {
        var queue = await Space.SessionQueueAsync();
        await using var receiver = await Client.AcceptSessionAsync(queue, "with space / and ü", cancellationToken: Cancel);
        Assert.Equal("with space / and ü", receiver.SessionId);
    }

    [Fact]
    public async Task AcceptSession_OnPlainQueue_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptNextSession_OnPlainQueue_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.AcceptNextSessionAsync(queue, cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptSession_OnMissingQueue_IsRefused() =>
        await RefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Client.AcceptSessionAsync(Space.NewName(), "a", cancellationToken: Cancel));

    [Fact]
    public async Task AcceptSession_WithoutExclusiveLock_IsRefusedAsUnsupported()
    {
        Assert.SkipUnless(Space.IsLocal, "The service has such sessions in some places.");
        var queue = await Space.SessionQueueAsync();
        var options = new ServiceBusSessionReceiverOptions { EnableNonExclusiveSession = true };
        await Assert.ThrowsAsync<NotSupportedException>(() => Client.AcceptSessionAsync(queue, "a", options, Cancel));
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
        await RefusedAsync(ServiceBusFailureReason.ServiceTimeout, () => impatient.AcceptNextSessionAsync(queue, cancellationToken: Cancel));
    }

    [Fact]
    public async Task AcceptNextSession_TimedOut_LeavesTheNextSessionToOthers()
    {
        var queue = await Space.SessionQueueAsync();
        await using var impatient = Space.NewClient(Impatience);
        await RefusedAsync(ServiceBusFailureReason.ServiceTimeout, () => impatient.AcceptNextSessionAsync(queue, cancellationToken: Cancel));
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
        await Task.WhenAny(accepting, Task.Delay(ServiceBusNamespace.Moment, TimeProvider.System, Cancel));
        await other.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => accepting);
        await ExpectNextSessionAsync(queue);
    }

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
        await RefusedAsync(ServiceBusFailureReason.MessageSizeExceeded, () => receiver.SetSessionStateAsync(new BinaryData(new byte[400 * 1024]), Cancel));
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
    public async Task RenewSessionLock_OfHeld_ProlongsIt()
    {
        await using var receiver = await SessionAsync();
        var before = receiver.SessionLockedUntil;
        await receiver.RenewSessionLockAsync(Cancel);
        Assert.True(receiver.SessionLockedUntil >= before);
    }

    [Fact]
    public async Task CompleteMessage_InSession_RemovesIt()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await receiver.CompleteMessageAsync(await ReceiveAsync(receiver), Cancel);
        Assert.Equal("a2", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task AbandonMessage_InSession_KeepsItsPlaceAndIsCounted()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), cancellationToken: Cancel);
        var again = await ReceiveAsync(receiver);
        Assert.Equal(("a1", 2), (again.MessageId, again.DeliveryCount));
    }

    [Fact]
    public async Task DeferMessage_InSession_IsReceivedByItsNumber()
    {
        var queue = await WithMessagesAsync(("a", "a1"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        var message = await ReceiveAsync(receiver);
        await receiver.DeferMessageAsync(message, cancellationToken: Cancel);
        var deferred = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancel);
        await receiver.CompleteMessageAsync(deferred, Cancel);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task ReceiveAndDelete_InSession_RemovesAtOnce()
    {
        var queue = await WithMessagesAsync(("a", "a1"), ("a", "a2"));
        var options = new ServiceBusSessionReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete };
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", options, Cancel);
        Assert.Equal(["a1", "a2"], Ids(await ReceiveAsync(receiver, 2)));
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
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

    [Fact]
    public async Task AcceptSession_OnSubscription_ReceivesItsMessages()
    {
        var topic = await Space.TopicAsync();
        var subscription = await Space.SubscriptionAsync(topic, configure: options => options.RequiresSession = true);
        await SendAsync(topic, Message("a1", "a"), Message("b1", "b"));
        await using var receiver = await Client.AcceptSessionAsync(topic, subscription, "b", cancellationToken: Cancel);
        Assert.Equal("b1", (await ReceiveAsync(receiver)).MessageId);
        await using var next = await Client.AcceptNextSessionAsync(topic, subscription, cancellationToken: Cancel);
        Assert.Equal("a", next.SessionId);
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

    private static async Task<List<string>> SessionsAsync(IAsyncEnumerable<string> sessions)
    {
        var all = new List<string>();
        await foreach (var session in sessions)
            all.Add(session);
        return [.. all.Order(StringComparer.Ordinal)];
    }
}
