using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Router.Contract.Broker.DotNet;

/// <summary>Queues by https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.administration.servicebusadministrationclient</summary>
public sealed class AdministrationTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private ServiceBusAdministrationClient Administration => Space.Administration;

    [Fact]
    public async Task GetNamespaceProperties_SaysWhatItIs()
    {
        var properties = (await Administration.GetNamespacePropertiesAsync(Cancel)).Value;
        Assert.NotEmpty(properties.Name);
        Assert.True(properties.CreatedTime > DateTimeOffset.UnixEpoch);
        Assert.Equal(MessagingSku.Standard, properties.MessagingSku);
    }

    [Fact]
    public async Task CreateQueue_ByName_HasTheServicesDefaults()
    {
        var name = Space.NewName();
        Space.Adopt(queue: name);
        var queue = (await Administration.CreateQueueAsync(name, Cancel)).Value;
        Assert.Equal((name, TimeSpan.FromMinutes(1), 10, TimeSpan.MaxValue), (queue.Name, queue.LockDuration, queue.MaxDeliveryCount, queue.DefaultMessageTimeToLive));
        Assert.Equal((false, false, false, false), (queue.RequiresSession, queue.RequiresDuplicateDetection, queue.DeadLetteringOnMessageExpiration, queue.EnablePartitioning));
        Assert.Equal((true, EntityStatus.Active, TimeSpan.MaxValue, TimeSpan.FromMinutes(10)), (queue.EnableBatchedOperations, queue.Status, queue.AutoDeleteOnIdle, queue.DuplicateDetectionHistoryTimeWindow));
        Assert.Equal((null, null), (queue.ForwardTo, queue.ForwardDeadLetteredMessagesTo));
    }

    [Fact]
    public async Task GetQueue_OfOneWithOptions_HasEachOfThem()
    {
        var name = await Space.QueueAsync(options =>
        {
            options.LockDuration = TimeSpan.FromSeconds(45);
            options.MaxDeliveryCount = 7;
            options.DefaultMessageTimeToLive = TimeSpan.FromDays(3);
            options.DeadLetteringOnMessageExpiration = true;
            options.RequiresDuplicateDetection = true;
            options.DuplicateDetectionHistoryTimeWindow = TimeSpan.FromMinutes(3);
            options.RequiresSession = true;
            options.UserMetadata = "ours";
            options.MaxSizeInMegabytes = 2048;
        });
        var queue = (await Administration.GetQueueAsync(name, Cancel)).Value;
        Assert.Equal((TimeSpan.FromSeconds(45), 7, TimeSpan.FromDays(3), true), (queue.LockDuration, queue.MaxDeliveryCount, queue.DefaultMessageTimeToLive, queue.DeadLetteringOnMessageExpiration));
        Assert.Equal((true, TimeSpan.FromMinutes(3), true, "ours", 2048), (queue.RequiresDuplicateDetection, queue.DuplicateDetectionHistoryTimeWindow, queue.RequiresSession, queue.UserMetadata, queue.MaxSizeInMegabytes));
    }

    [Fact]
    public async Task GetQueue_OfForwardingOne_SaysWhereTo()
    {
        var (target, dead) = (await Space.QueueAsync(), await Space.QueueAsync());
        var name = await Space.QueueAsync(options => (options.ForwardTo, options.ForwardDeadLetteredMessagesTo) = (target, dead));
        var queue = (await Administration.GetQueueAsync(name, Cancel)).Value;
        Assert.EndsWith(target, queue.ForwardTo, StringComparison.Ordinal);
        Assert.EndsWith(dead, queue.ForwardDeadLetteredMessagesTo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateQueue_OfKnownName_IsRefused()
    {
        var queue = await Space.QueueAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityAlreadyExists, () => Administration.CreateQueueAsync(queue, Cancel));
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityAlreadyExists, () => Administration.CreateTopicAsync(queue, Cancel));
    }

    [Fact]
    public async Task CreateQueue_ForwardingToMissing_IsRefused() => await Assert.ThrowsAnyAsync<Exception>(() => Space.QueueAsync(options => options.ForwardTo = Space.NewName()));

    [Fact]
    public async Task CreateQueue_ForwardingToItself_IsRefused() => await Assert.ThrowsAnyAsync<Exception>(() => Space.QueueAsync(options => options.ForwardTo = options.Name));

    [Theory]
    [InlineData("with?mark")]
    [InlineData("with#hash")]
    [InlineData("with@at")]
    [InlineData("/slash")]
    public async Task CreateQueue_OfNameThatIsNone_IsRefused(string name) => await Assert.ThrowsAnyAsync<ArgumentException>(() => Administration.CreateQueueAsync(name, Cancel));

    [Fact]
    public void CreateQueueOptions_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CreateQueueOptions("queue") { MaxDeliveryCount = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CreateQueueOptions("queue") { DuplicateDetectionHistoryTimeWindow = TimeSpan.FromDays(8) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CreateQueueOptions("queue") { UserMetadata = new string('x', 1025) });
    }

    [Fact]
    public async Task CreateQueue_WithLockLongerThanFiveMinutes_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Space.QueueAsync(options => options.LockDuration = TimeSpan.FromMinutes(6)));

    [Fact]
    public async Task CreateQueue_WithoutAnyTimeToLive_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Space.QueueAsync(options => options.DefaultMessageTimeToLive = TimeSpan.Zero));

    [Fact]
    public async Task CreateQueue_OfTooLongName_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Administration.CreateQueueAsync(new string('x', 261), Cancel));

    [Fact]
    public async Task CreateQueue_WithWhatTheBrokerWouldNotKeep_IsRefused()
    {
        Assert.SkipUnless(Space.IsLocal, "The service keeps it.");
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Space.QueueAsync(options => options.AutoDeleteOnIdle = TimeSpan.FromMinutes(10)));
        Assert.Contains("AutoDeleteOnIdle", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Space.QueueAsync(options => options.EnablePartitioning = true));
        await Assert.ThrowsAsync<ArgumentException>(() => Space.QueueAsync(options => options.Status = EntityStatus.Disabled));
    }

    [Fact]
    public async Task UpdateQueue_IsRefusedAsUnsupported()
    {
        Assert.SkipUnless(Space.IsLocal, "The service does it.");
        var queue = (await Administration.GetQueueAsync(await Space.QueueAsync(), Cancel)).Value;
        queue.MaxDeliveryCount = 5;
        var exception = await ExpectRefusedAsync(ServiceBusFailureReason.GeneralError, () => Administration.UpdateQueueAsync(queue, Cancel));
        Assert.Contains("501", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetQueue_OfMissing_IsRefused() =>
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.GetQueueAsync(Space.NewName(), Cancel));

    [Fact]
    public async Task GetQueue_OfATopic_IsRefused()
    {
        var topic = await Space.TopicAsync();
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.GetQueueAsync(topic, Cancel));
    }

    [Fact]
    public async Task QueueExists_OfQueues_SaysWhichThereAre()
    {
        Assert.True((await Administration.QueueExistsAsync(await Space.QueueAsync(), Cancel)).Value);
        Assert.False((await Administration.QueueExistsAsync(Space.NewName(), Cancel)).Value);
    }

    [Fact]
    public async Task GetQueues_OfMoreThanAPage_ListsAll()
    {
        var made = new List<string>();
        for (var number = 0; number < 110; number++)
            made.Add(await Space.QueueAsync());
        var listed = new List<string>();
        await foreach (var queue in Administration.GetQueuesAsync(Cancel))
            listed.Add(queue.Name);
        Assert.Empty(made.Except(listed));
        Assert.Equal(listed.Distinct().Count(), listed.Count);
    }

    [Fact]
    public async Task GetQueueRuntimeProperties_OfMessagesInEachState_CountsThem()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "a", "b", "c");
        await using var sender = Client.CreateSender(queue);
        await sender.ScheduleMessageAsync(Message("later"), TimeProvider.System.GetUtcNow().AddHours(1), Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        await receiver.DeadLetterMessageAsync(await ReceiveAsync(receiver), cancellationToken: Cancel);
        var counts = (await Administration.GetQueueRuntimePropertiesAsync(queue, Cancel)).Value;
        Assert.Equal((2, 1, 1, 4), (counts.ActiveMessageCount, counts.ScheduledMessageCount, counts.DeadLetterMessageCount, counts.TotalMessageCount));
        Assert.Equal((0, 0), (counts.TransferMessageCount, counts.TransferDeadLetterMessageCount));
        Assert.True(counts.SizeInBytes > 0);
    }

    [Fact]
    public async Task GetQueueRuntimeProperties_OfLocked_CountsItAsActive()
    {
        var queue = await Space.QueueAsync();
        var (receiver, _) = await LockedAsync(queue);
        Assert.Equal(1, (await Administration.GetQueueRuntimePropertiesAsync(queue, Cancel)).Value.ActiveMessageCount);
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task GetQueueRuntimeProperties_OfNewQueue_SaysWhenItWasMade()
    {
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var runtime = (await Administration.GetQueueRuntimePropertiesAsync(await Space.QueueAsync(), Cancel)).Value;
        Assert.InRange(runtime.CreatedAt, before, before.AddMinutes(10));
        Assert.True(runtime.UpdatedAt >= runtime.CreatedAt.AddSeconds(-1));
    }

    [Fact]
    public async Task GetQueuesRuntimeProperties_ListsEachWithItsCounts()
    {
        var (one, other) = (await Space.QueueAsync(), await Space.QueueAsync());
        await SendAsync(one, "a", "b");
        var counts = new Dictionary<string, long>();
        await foreach (var queue in Administration.GetQueuesRuntimePropertiesAsync(Cancel))
            counts[queue.Name] = queue.ActiveMessageCount;
        Assert.Equal((2, 0), (counts[one], counts[other]));
    }

    [Fact]
    public async Task DeleteQueue_OfOne_TakesItAwayFromItsClients()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "lost");
        await using var receiver = Client.CreateReceiver(queue);
        await ReceiveAsync(receiver);
        await Administration.DeleteQueueAsync(queue, Cancel);
        Assert.False((await Administration.QueueExistsAsync(queue, Cancel)).Value);
        await using var sender = Client.CreateSender(queue);
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task DeleteQueue_ThenCreate_BeginsEmpty()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue, "lost");
        await Administration.DeleteQueueAsync(queue, Cancel);
        await Administration.CreateQueueAsync(queue, Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
        await SendAsync(queue, "new");
        Assert.Equal("new", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task DeleteQueue_OfMissing_IsRefused() =>
        await ExpectRefusedAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Administration.DeleteQueueAsync(Space.NewName(), Cancel));

    [Fact]
    public async Task Administration_WithWrongKey_IsUnauthorized()
    {
        var text = string.Join(';', Space.AdministrationConnectionString.Split(';').Select(part => part.StartsWith("SharedAccessKey=", StringComparison.Ordinal) ? "SharedAccessKey=wrong" : part));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => new ServiceBusAdministrationClient(text).GetNamespacePropertiesAsync(Cancel));
    }

    [Fact]
    public async Task Administration_WithCancelledToken_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Administration.GetQueueAsync("any", new CancellationToken(canceled: true)));
}
