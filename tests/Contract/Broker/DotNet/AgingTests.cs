using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>
/// What happens when time passes: https://learn.microsoft.com/azure/service-bus-messaging/message-expiration,
/// https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection
/// </summary>
public sealed class AgingTests(AgingNamespace space) : ServiceBusSuite(space), IClassFixture<AgingNamespace>
{
    // The shortest that the service gives.
    private static readonly TimeSpan Lock = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Lock_Expired_GivesTheMessageBackCounted()
    {
        var (receiver, _) = await LockedAsync(await BriefAsync());
        await space.PassAsync(Lock);
        var again = await ReceiveAsync(receiver);
        Assert.Equal(("one", 2), (again.MessageId, again.DeliveryCount));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task CompleteMessage_AfterItsLock_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await BriefAsync());
        await space.PassAsync(Lock);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.CompleteMessageAsync(message, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task AbandonMessage_AfterItsLock_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await BriefAsync());
        await space.PassAsync(Lock);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.AbandonMessageAsync(message, cancellationToken: Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeferMessage_AfterItsLock_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await BriefAsync());
        await space.PassAsync(Lock);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.DeferMessageAsync(message, cancellationToken: Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task DeadLetterMessage_AfterItsLock_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await BriefAsync());
        await space.PassAsync(Lock);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.DeadLetterMessageAsync(message, cancellationToken: Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task RenewMessageLock_BeforeItsEnd_KeepsTheMessage()
    {
        var (receiver, message) = await LockedAsync(await BriefAsync());
        await space.PassAsync(0.6 * Lock);
        await receiver.RenewMessageLockAsync(message, Cancel);
        Assert.True(message.LockedUntil > space.Now + (0.8 * Lock));
        await space.PassAsync(0.6 * Lock);
        await receiver.CompleteMessageAsync(message, Cancel);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task RenewMessageLock_AfterItsEnd_IsRefused()
    {
        var (receiver, message) = await LockedAsync(await BriefAsync());
        await space.PassAsync(Lock);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessageLockLost, () => receiver.RenewMessageLockAsync(message, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Lock_OutlivesItsReceiver()
    {
        var queue = await BriefAsync();
        var (receiver, message) = await LockedAsync(queue);
        await receiver.DisposeAsync();
        await using var other = Client.CreateReceiver(queue);
        await ExpectNothingAsync(other);
        await space.PassAsync(Lock);
        Assert.Equal(message.MessageId, (await ReceiveAsync(other)).MessageId);
    }

    [Fact]
    public async Task Lock_ExpiredTooOften_DeadLetters()
    {
        var queue = await Space.QueueAsync(options => (options.LockDuration, options.MaxDeliveryCount) = (Lock, 1));
        var (receiver, _) = await LockedAsync(queue);
        await space.PassAsync(Lock);
        await using var dead = DeadLettersOf(queue);
        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(dead)).DeadLetterReason);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Lock_OfDeferredExpired_LeavesItDeferred()
    {
        var (receiver, message) = await LockedAsync(await BriefAsync());
        await receiver.DeferMessageAsync(message, cancellationToken: Cancel);
        await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancel);
        await space.PassAsync(Lock);
        await ExpectNothingAsync(receiver);
        Assert.Equal("one", (await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancel)).MessageId);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task TimeToLive_OfMessage_RemovesIt()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, new ServiceBusMessage("x") { MessageId = "brief", TimeToLive = Life });
        await SendAsync(queue, "lasting");
        await space.PassAsync(Life);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("lasting", (await ReceiveAsync(receiver)).MessageId);
        await using var dead = DeadLettersOf(queue);
        Assert.Null(await dead.PeekMessageAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task TimeToLive_OfQueue_HoldsForMessagesWithout()
    {
        var queue = await Space.QueueAsync(options => options.DefaultMessageTimeToLive = Life);
        var (receiver, message) = await LockedAsync(queue);
        Assert.Equal(Life, message.TimeToLive);
        Assert.Equal(message.EnqueuedTime + Life, message.ExpiresAt);
        await receiver.CompleteMessageAsync(message, Cancel);
        await SendAsync(queue, "two");
        await space.PassAsync(Life);
        await ExpectNothingAsync(receiver);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task TimeToLive_LongerThanTheQueues_IsCapped()
    {
        var queue = await Space.QueueAsync(options => options.DefaultMessageTimeToLive = Life);
        var (receiver, message) = await LockedAsync(queue, new ServiceBusMessage("x") { TimeToLive = TimeSpan.FromHours(1) });
        Assert.Equal(Life, message.TimeToLive);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task TimeToLive_ShorterThanTheQueues_Holds()
    {
        var queue = await Space.QueueAsync(options => options.DefaultMessageTimeToLive = TimeSpan.FromHours(1));
        var (receiver, message) = await LockedAsync(queue, new ServiceBusMessage("x") { TimeToLive = Life });
        Assert.Equal(Life, message.TimeToLive);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task TimeToLive_LongerThanItsFieldHolds_IsKept()
    {
        var life = TimeSpan.FromDays(100);
        var (receiver, message) = await LockedAsync(await Space.QueueAsync(), new ServiceBusMessage("x") { TimeToLive = life });
        Assert.InRange(message.TimeToLive, life - TimeSpan.FromSeconds(1), life + TimeSpan.FromSeconds(1));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task TimeToLive_Over_DeadLettersWhereAsked()
    {
        var queue = await Space.QueueAsync(options => options.DeadLetteringOnMessageExpiration = true);
        await SendAsync(queue, new ServiceBusMessage("x") { MessageId = "brief", TimeToLive = Life });
        await space.PassAsync(Life);
        await using var dead = DeadLettersOf(queue);
        var message = await ReceiveAsync(dead);
        Assert.Equal(("brief", "TTLExpiredException"), (message.MessageId, message.DeadLetterReason));
    }

    [Fact]
    public async Task TimeToLive_OverWhileLocked_LetsTheReceiverFinish()
    {
        var (receiver, message) = await LockedAsync(await Space.QueueAsync(), new ServiceBusMessage("x") { TimeToLive = Life });
        await space.PassAsync(Life);
        await receiver.CompleteMessageAsync(message, Cancel);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task TimeToLive_OfScheduled_BeginsWhenItIsDue()
    {
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("x") { MessageId = "later", TimeToLive = Life }, space.Now + (2 * Life), Cancel);
        await space.PassAsync(2 * Life);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("later", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task DuplicateDetection_AfterItsWindow_TakesTheIdAgain()
    {
        var queue = await Space.QueueAsync(options => (options.RequiresDuplicateDetection, options.DuplicateDetectionHistoryTimeWindow) = (true, Window));
        await SendAsync(queue, "same", "same");
        await space.PassAsync(Window);
        await SendAsync(queue, "same");
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal(["same", "same"], Ids(await ReceiveAsync(receiver, 2)));
        await ExpectNothingAsync(receiver);
    }

    [Fact]
    public async Task DuplicateDetection_AfterCompletion_StillKnowsTheId()
    {
        var queue = await Space.QueueAsync(options => (options.RequiresDuplicateDetection, options.DuplicateDetectionHistoryTimeWindow) = (true, Window));
        var (receiver, message) = await LockedAsync(queue);
        await receiver.CompleteMessageAsync(message, Cancel);
        await SendAsync(queue, "one");
        await ExpectNothingAsync(receiver);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task SessionLock_Expired_IsLostForItsReceiver()
    {
        var queue = await BriefSessionsAsync();
        await SendAsync(queue, Message("a1", "a"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        var message = await ReceiveAsync(receiver);
        await space.PassAsync(Lock);
        await LostAsync(receiver);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.CompleteMessageAsync(message, Cancel));
        await using var next = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal("a1", (await ReceiveAsync(next)).MessageId);
    }

    [Fact]
    public async Task SessionLock_Expired_CannotBeRenewed()
    {
        await using var receiver = await Client.AcceptSessionAsync(await BriefSessionsAsync(), "a", cancellationToken: Cancel);
        await space.PassAsync(Lock);
        await LostAsync(receiver);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.RenewSessionLockAsync(Cancel));
    }

    [Fact]
    public async Task SessionLock_Expired_KeepsNoState()
    {
        await using var receiver = await Client.AcceptSessionAsync(await BriefSessionsAsync(), "a", cancellationToken: Cancel);
        await space.PassAsync(Lock);
        await LostAsync(receiver);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.SetSessionStateAsync(new BinaryData("late"), Cancel));
    }

    [Fact]
    public async Task RenewSessionLock_BeforeItsEnd_KeepsSessionAndMessages()
    {
        var queue = await BriefSessionsAsync();
        await SendAsync(queue, Message("a1", "a"));
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        var message = await ReceiveAsync(receiver);
        await space.PassAsync(0.6 * Lock);
        await receiver.RenewSessionLockAsync(Cancel);
        await space.PassAsync(0.6 * Lock);
        await receiver.CompleteMessageAsync(message, Cancel);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    [Fact]
    public async Task SessionLock_HoldsWithoutMessages_UntilItExpires()
    {
        var queue = await BriefSessionsAsync();
        await using var receiver = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.InRange(receiver.SessionLockedUntil, space.Now, space.Now + Lock + TimeSpan.FromSeconds(1));
        await ExpectRefusedAsync(ServiceBusFailureReason.SessionCannotBeLocked, () => Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel));
        await space.PassAsync(Lock);
        await using var next = await Client.AcceptSessionAsync(queue, "a", cancellationToken: Cancel);
        Assert.Equal("a", next.SessionId);
    }

    private Task<string> BriefAsync() => Space.QueueAsync(options => options.LockDuration = Lock);

    private Task<string> BriefSessionsAsync() => Space.QueueAsync(options => (options.LockDuration, options.RequiresSession) = (Lock, true));
}
