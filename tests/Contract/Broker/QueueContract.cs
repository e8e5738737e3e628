using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.Contract.Broker;

/// <summary>What every Service Bus queue does, whoever serves it.</summary>
public abstract class QueueContract : IAsyncLifetime
{
    private ServiceBusDriver? driver;

    protected abstract ServiceBusEndpoint Endpoint { get; }

    protected ServiceBusDriver Driver => driver!;

    public virtual async ValueTask InitializeAsync()
    {
        driver = await ServiceBusDriver.ConnectAsync(Endpoint, ContractQueues.Plain, ContractQueues.Deduplicating);
        foreach (var queue in new[] { ContractQueues.Plain, ContractQueues.Plain + "/$DeadLetterQueue", ContractQueues.Deduplicating })
            await Driver.EmptyAsync(queue);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (driver is not null)
        {
            await driver.SettleWhatIsLeftAsync();
            await driver.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Receive_AfterSend_DeliversBodyAndAnnotations()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("one", "the body"));
        var received = await Driver.ReceiveAsync(Driver.Receiver(ContractQueues.Plain));
        Assert.Equal("one", received.Id());
        Assert.Equal("the body"u8.ToArray(), received.Body);
        Assert.Equal(0u, received.Header.DeliveryCount);
        Assert.Equal(16, received.DeliveryTag.Length);
        Assert.IsType<DateTime>(received.MessageAnnotations[new Symbol("x-opt-enqueued-time")]);
        Assert.IsType<DateTime>(received.MessageAnnotations[new Symbol("x-opt-locked-until")]);
    }

    [Fact]
    public async Task Accept_OfDelivery_RemovesMessage()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        var receiver = Driver.Receiver(ContractQueues.Plain);
        var received = await Driver.ReceiveAsync(receiver);
        receiver.Accept(received);
        await receiver.CloseAsync();
        Assert.Equal(410, (await SettleAsync(received.Lock(), "completed")).Status);
        Assert.Empty(await PeekAsync(ContractQueues.Plain));
    }

    [Fact]
    public async Task Modify_OfDelivery_CountsAndKeepsOrder()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("first"), TestMessages.Text("second"));
        var receiver = Driver.Receiver(ContractQueues.Plain);
        receiver.Modify(await Driver.ReceiveAsync(receiver), deliveryFailed: true);
        var again = await Driver.ReceiveAsync(receiver);
        Assert.Equal("first", again.Id());
        Assert.Equal(1u, again.Header.DeliveryCount);
    }

    [Fact]
    public async Task Modify_UpToMaxDeliveryCount_DeadLettersWithReason()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("poison"));
        var receiver = Driver.Receiver(ContractQueues.Plain);
        for (var attempt = 0; attempt < 3; attempt++)
            receiver.Modify(await Driver.ReceiveAsync(receiver), deliveryFailed: true);
        var dead = await Driver.ReceiveAsync(Driver.Receiver(ContractQueues.Plain + "/$DeadLetterQueue"));
        Assert.Equal("poison", dead.Id());
        Assert.Equal("MaxDeliveryCountExceeded", dead.ApplicationProperties["DeadLetterReason"]);
    }

    [Fact]
    public async Task Reject_WithReason_DeadLettersWithReasonAndProperties()
    {
        var message = TestMessages.Text("bad");
        message.ApplicationProperties = new ApplicationProperties { ["kept"] = 7 };
        await Driver.SendAsync(ContractQueues.Plain, message);
        var receiver = Driver.Receiver(ContractQueues.Plain);
        var info = new Fields { [new Symbol("DeadLetterReason")] = "malformed", [new Symbol("DeadLetterErrorDescription")] = "no subject" };
        receiver.Reject(await Driver.ReceiveAsync(receiver), new Error(new Symbol("com.microsoft:dead-letter")) { Info = info });
        var dead = await Driver.ReceiveAsync(Driver.Receiver(ContractQueues.Plain + "/$DeadLetterQueue"));
        Assert.Equal("malformed", dead.ApplicationProperties["DeadLetterReason"]);
        Assert.Equal("no subject", dead.ApplicationProperties["DeadLetterErrorDescription"]);
        Assert.Equal(7, dead.ApplicationProperties["kept"]);
    }

    [Fact]
    public async Task Defer_ThenReceiveBySequenceNumber_DeliversUnderLock()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("later"));
        var receiver = Driver.Receiver(ContractQueues.Plain);
        var received = await Driver.ReceiveAsync(receiver);
        Assert.Equal(200, (await SettleAsync(received.Lock(), "defered")).Status);
        var (status, body) = await Driver.ManageAsync(ContractQueues.Plain, "receive-by-sequence-number",
            new Map { ["sequence-numbers"] = new[] { received.SequenceNumber() }, ["receiver-settle-mode"] = 1u });
        Assert.Equal(200, status);
        var entry = (Map)((List)body["messages"])[0]!;
        Assert.Equal(200, (await SettleAsync((Guid)entry["lock-token"], "completed")).Status);
        Assert.Empty(await PeekAsync(ContractQueues.Plain));
    }

    [Fact]
    public async Task ReceiveAndDelete_TakesMessageForGood()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("once"));
        var received = await Driver.ReceiveAsync(Driver.DeletingReceiver(ContractQueues.Plain));
        Assert.Equal("once", received.Id());
        Assert.Empty(await PeekAsync(ContractQueues.Plain));
    }

    [Fact]
    public async Task UpdateDisposition_OfCompletedLock_AnswersGone()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        var received = await Driver.ReceiveAsync(Driver.Receiver(ContractQueues.Plain));
        Assert.Equal(200, (await SettleAsync(received.Lock(), "completed")).Status);
        Assert.Equal(410, (await SettleAsync(received.Lock(), "completed")).Status);
    }

    [Fact]
    public async Task RenewLock_OfLockedMessage_MovesExpiry()
    {
        await Driver.SendAsync(ContractQueues.Plain, TestMessages.Text("one"));
        var received = await Driver.ReceiveAsync(Driver.Receiver(ContractQueues.Plain));
        var (status, body) = await Driver.ManageAsync(ContractQueues.Plain, "renew-lock", new Map { ["lock-tokens"] = new[] { received.Lock() } });
        Assert.Equal(200, status);
        var until = ((DateTime[])body["expirations"])[0];
        Assert.True(until >= (DateTime)received.MessageAnnotations[new Symbol("x-opt-locked-until")]);
        Assert.Equal(410, (await Driver.ManageAsync(ContractQueues.Plain, "renew-lock", new Map { ["lock-tokens"] = new[] { Guid.Empty } })).Status);
    }

    [Fact]
    public async Task Schedule_ThenCancel_RemovesMessage()
    {
        var message = TestMessages.Text("tomorrow").ScheduledFor(TimeProvider.System.GetUtcNow().AddDays(1));
        var (status, body) = await Driver.ManageAsync(ContractQueues.Plain, "schedule-message",
            new Map { ["messages"] = new List { new Map { ["message-id"] = "tomorrow", ["message"] = message.Encoded() } } });
        Assert.Equal(200, status);
        var numbers = (long[])body["sequence-numbers"];
        Assert.Equal("tomorrow", Assert.Single(await PeekAsync(ContractQueues.Plain)).Id());
        Assert.Equal(200, (await Driver.ManageAsync(ContractQueues.Plain, "cancel-scheduled-message", new Map { ["sequence-numbers"] = numbers })).Status);
        Assert.Empty(await PeekAsync(ContractQueues.Plain));
    }

    [Fact]
    public async Task Send_OfSameMessageIdTwice_StoresOne()
    {
        var id = $"same-{TimeProvider.System.GetTimestamp()}";
        await Driver.SendAsync(ContractQueues.Deduplicating, TestMessages.Text(id), TestMessages.Text(id));
        Assert.Equal(id, Assert.Single(await PeekAsync(ContractQueues.Deduplicating)).Id());
    }

    [Fact]
    public async Task Send_OfBatch_StoresEachMessage()
    {
        var batch = new Message { Format = 0x80013700, BodySection = new DataList() };
        foreach (var id in new[] { "a", "b", "c" })
            ((DataList)batch.BodySection).Add(new Data { Binary = TestMessages.Text(id).Encoded() });
        await Driver.SendAsync(ContractQueues.Plain, batch);
        Assert.Equal(["a", "b", "c"], (await PeekAsync(ContractQueues.Plain)).Select(message => message.Id()));
    }

    [Fact]
    public async Task Send_AboveMaxMessageSize_IsRejected()
    {
        var sender = Driver.Sender(ContractQueues.Plain);
        var refused = await Assert.ThrowsAsync<AmqpException>(() => sender.SendAsync(TestMessages.Text("big", new string('x', 2_000_000)), ServiceBusDriver.Patience));
        Assert.Equal("amqp:link:message-size-exceeded", refused.Error.Condition.ToString());
    }

    [Fact]
    public async Task Attach_WithoutToken_IsUnauthorized()
    {
        await using var stranger = await ServiceBusDriver.ConnectAsync(Endpoint);
        var refused = await Assert.ThrowsAsync<AmqpException>(() => stranger.SendAsync(ContractQueues.Plain, TestMessages.Text("no")));
        Assert.Equal("amqp:unauthorized-access", refused.Error.Condition.ToString());
    }

    [Fact]
    public async Task Attach_ToUnknownEntity_IsNotFound()
    {
        Assert.Equal(202, await Driver.PutTokenAsync("contract-nowhere", Driver.Token("contract-nowhere")));
        var refused = await Assert.ThrowsAsync<AmqpException>(() => Driver.SendAsync("contract-nowhere", TestMessages.Text("no")));
        Assert.Equal("amqp:not-found", refused.Error.Condition.ToString());
    }

    [Fact]
    public async Task PutToken_WithWrongKey_IsRefused()
    {
        Assert.Equal(401, await Driver.PutTokenAsync(ContractQueues.Plain, Driver.Token(ContractQueues.Plain, key: "another key")));
    }

    [Fact]
    public async Task PutToken_OfAnotherAudience_IsRefused()
    {
        Assert.Equal(401, await Driver.PutTokenAsync(ContractQueues.Plain, Driver.Token(ContractQueues.Other)));
    }

    [Fact]
    public async Task PutToken_Expired_IsRefused()
    {
        Assert.Equal(401, await Driver.PutTokenAsync(ContractQueues.Plain, Driver.Token(ContractQueues.Plain, expires: DateTimeOffset.UnixEpoch.AddYears(30))));
    }

    protected Task<(int Status, Map Body)> SettleAsync(Guid token, string status) =>
        Driver.ManageAsync(ContractQueues.Plain, "update-disposition", new Map { ["disposition-status"] = status, ["lock-tokens"] = new[] { token } });

    protected Task<IReadOnlyList<Message>> PeekAsync(string entity) => Driver.PeekAsync(entity);
}
