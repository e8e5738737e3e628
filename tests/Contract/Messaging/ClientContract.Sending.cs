using Router.Contract.Broker;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

public abstract partial class ClientContract
{
    [Fact]
    public async Task Send_Message_ArrivesAsItWasMeant()
    {
        var envelope = new MessageEnvelope(MessageNames.DeliverMail, "partition-1", "mail-2", 3);
        await Client.SendAsync(Queue, new OutboundMessage($"{run}.one", envelope));

        var message = Assert.Single(await Driver.PeekAsync(Queue));

        Assert.Equal(envelope, MessageEnvelope.Parse((byte[])message.Body));
        Assert.Equal(
            ($"{run}.one", "partition-1", MessageNames.DeliverMail, "application/json"),
            (message.Id(), message.Properties.CorrelationId, message.Properties.Subject, message.Properties.ContentType.ToString()));
    }

    [Fact]
    public async Task Send_ReturnsOnlyWhenTheQueueHasIt()
    {
        for (var number = 0; number < 5; number++)
        {
            await Client.SendAsync(Queue, Message($"m{number}"));
            Assert.Equal(number + 1, (await Driver.PeekAsync(Queue)).Count);
        }
    }

    [Fact]
    public async Task Send_OneAfterTheOther_KeepsTheOrder()
    {
        foreach (var name in (string[])["c", "a", "b"])
        {
            await Client.SendAsync(Queue, Message(name));
        }

        Assert.Equal(["c", "a", "b"], await NamesAsync());
    }

    [Fact]
    public async Task Send_HundredAtOnce_EachArrivesOnce()
    {
        await Task.WhenAll(Messages(100).Select(message => Client.SendAsync(Queue, message)));

        Assert.Equal(Messages(100).Select(message => message.Envelope.Partition), (await NamesAsync()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ünïcödé-雪-🙂")]
    [InlineData("a b/c\\d#e?f")]
    public async Task Send_OddMessageId_Kept(string name)
    {
        await Client.SendAsync(Queue, Message(name));

        Assert.Equal([name], await NamesAsync());
    }

    [Fact]
    public async Task Send_LongestMessageId_Kept()
    {
        var name = new string('i', 128 - run.Length - 1);

        await Client.SendAsync(Queue, Message(name));

        Assert.Equal([name], await NamesAsync());
    }

    [Fact]
    public async Task Send_ToTwoQueues_EachGetsItsOwn()
    {
        await Task.WhenAll(Client.SendAsync(Queue, Message("here")), Client.SendAsync(ContractQueues.Other, Message("there")));

        Assert.Equal(["here"], await NamesAsync());
        Assert.Equal(["there"], await NamesAsync(ContractQueues.Other));
    }

    [Fact]
    public async Task Send_Batch_InOrderEachWithItsOwnId()
    {
        await Client.SendAsync(Queue, Messages(3));

        Assert.Equal(["m0000", "m0001", "m0002"], await NamesAsync());
        Assert.Equal(3, Client.Measured.Of("router.messaging.sent"));
    }

    [Fact]
    public async Task Send_Batch_EachWithItsOwnProperties()
    {
        await Client.SendAsync(
            Queue,
            new OutboundMessage($"{run}.a", new MessageEnvelope(MessageNames.FileBug, "p1")),
            new OutboundMessage($"{run}.b", new MessageEnvelope(MessageNames.AddToBacklog, "p2")));

        Assert.Equal(
            [(MessageNames.FileBug, "p1"), (MessageNames.AddToBacklog, "p2")],
            (await Driver.PeekAsync(Queue)).Select(message => (message.Properties.Subject, message.Properties.CorrelationId)));
    }

    [Fact]
    public async Task Send_EmptyBatch_SendsNothing()
    {
        await Client.SendAsync(Queue, []);

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Send_BatchLargerThanTheLinkTakes_ArrivesWhole()
    {
        // Three times what one transfer of 256 KB holds; a namespace with a larger limit takes it at once.
        await Client.SendAsync(Queue, Messages(60, padding: 6000));

        Assert.Equal(60, (await Driver.PeekAsync(Queue)).Count);
        Assert.Equal(0, Client.Measured.Of("router.messaging.send.retries"));
    }

    [Fact]
    public async Task Send_TooLarge_IsRefusedForGoodAndSaysWhy()
    {
        var refused = await Client.RefusedAsync(Queue, Message("big", padding: 2_000_000));

        Assert.Equal((BrokerFailure.Permanent, FailureCategory.Permanent), (refused.Reason, refused.Category));
        Assert.Contains("bytes; the queue takes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, Client.Measured.Of("router.messaging.send.retries"));
    }

    [Fact]
    public async Task Send_TooLarge_LeavesTheLinkAlone()
    {
        await Client.RefusedAsync(Queue, Message("big", padding: 2_000_000));

        await Client.SendAsync(Queue, Message("small"));

        Assert.Equal(["small"], await NamesAsync());
        Assert.Equal(1, Client.Measured.Of("router.messaging.connections"));
    }

    [Fact]
    public async Task Send_BatchWithOneTooLarge_SendsNone()
    {
        await Client.RefusedAsync(Queue, [.. Messages(50, padding: 6000), Message("big", padding: 2_000_000)]);

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Send_CallerGivesUp_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Client.Sender.SendAsync(Queue, Message("late"), new CancellationToken(canceled: true)));

    [Fact]
    public async Task Send_ToUnknownQueue_IsRefusedForGoodAtOnce()
    {
        var refused = await Client.RefusedAsync("contract-nowhere", Message("lost"));

        Assert.Equal((BrokerFailure.Permanent, 0L), (refused.Reason, Client.Measured.Of("router.messaging.send.retries")));
        Assert.Contains("MessagingEntityNotFound", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToUnknownQueue_DoesNotDisturbOthers()
    {
        await Task.WhenAll(Client.RefusedAsync("contract-nowhere", Message("lost")), Client.SendAsync(Queue, Message("found")));
        await Client.RefusedAsync("contract-nowhere", Message("lost again"));
        await Client.SendAsync(Queue, Message("found again"));

        Assert.Equal(["found", "found again"], await NamesAsync());
        Assert.Equal(1, Client.Measured.Of("router.messaging.connections"));
    }

    [Theory]
    [InlineData("b3RoZXI=")]
    [InlineData("not base64 at all")]
    public async Task Send_WithWrongKey_IsUnauthorizedAndSendsNothing(string key)
    {
        await using var stranger = await Client.StartAsync(Endpoint with { Key = key });

        var refused = await stranger.RefusedAsync(Queue, Message("no"));

        // Transient for the message: it must not be parked because somebody changed a key.
        Assert.Equal((BrokerFailure.Unauthorized, FailureCategory.Transient), (refused.Reason, refused.Category));
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Send_WithUnknownKeyName_IsUnauthorized()
    {
        await using var stranger = await Client.StartAsync(Endpoint with { KeyName = "nobody" });

        Assert.Equal(BrokerFailure.Unauthorized, (await stranger.RefusedAsync(Queue, Message("no"))).Reason);
        Assert.Equal(1, stranger.Measured.Of("router.messaging.send.failures", "reason=Unauthorized"));
    }

    [Fact]
    public async Task Send_AfterAnother_UsesTheSameConnection()
    {
        await Client.SendAsync(Queue, Message("one"));
        await Client.SendAsync(ContractQueues.Other, Message("two"));

        Assert.Equal(1, Client.Measured.Of("router.messaging.connections"));
        Assert.Equal(2, Client.Measured.CountOf("router.messaging.send.duration", "outcome=confirmed"));
    }
}
