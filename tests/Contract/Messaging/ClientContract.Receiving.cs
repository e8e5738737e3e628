using Amqp.Framing;
using Amqp.Types;
using Azure.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

public abstract partial class ClientContract
{
    [Fact]
    public async Task Receive_WhatWasSent_UnderALock()
    {
        await Client.SendAsync(Queue, Message("one"));
        await using var reader = Read();

        var received = await NextAsync(reader);

        Assert.Equal(("one", $"{run}.one", 1), (NameIn(received), received.MessageId, received.DeliveryCount));
        Assert.NotEqual(Guid.Empty, Guid.Parse(received.LockToken));
        Assert.InRange(received.LockedUntil - received.EnqueuedTime, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Receive_Batch_OneByOneInOrder()
    {
        await Client.SendAsync(Queue, Messages(4));
        await using var reader = Read();
        var names = new List<string>();
        for (var number = 0; number < 4; number++)
        {
            names.Add(NameIn(await NextAsync(reader)));
        }

        Assert.Equal(["m0000", "m0001", "m0002", "m0003"], names);
    }

    [Fact]
    public async Task Receive_WithASlotForTwo_TakesNoMore()
    {
        await Client.SendAsync(Queue, Messages(3));
        await using var reader = Read();
        await NextAsync(reader);
        await NextAsync(reader);
        await using var other = Read();

        Assert.Equal("m0002", NameIn(await NextAsync(other)));
    }

    [Fact]
    public async Task Complete_Message_RemovesIt()
    {
        await Client.SendAsync(Queue, Message("one"));
        await using (var reader = Read())
        {
            await reader.CompleteAsync(await NextAsync(reader));
        }

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Complete_One_LeavesTheOther()
    {
        await Client.SendAsync(Queue, Messages(2));
        await using (var reader = Read())
        {
            await NextAsync(reader);
            await reader.CompleteAsync(await NextAsync(reader));
        }

        Assert.Equal(["m0000"], await NamesAsync());
    }

    [Fact]
    public async Task Abandon_Message_ComesAgainCounted()
    {
        await Client.SendAsync(Queue, Message("one"));
        await using var reader = Read();

        await reader.AbandonAsync(await NextAsync(reader));

        Assert.Equal(2, (await NextAsync(reader)).DeliveryCount);
    }

    [Fact]
    public async Task Abandon_Message_ComesBeforeLaterOnes()
    {
        await Client.SendAsync(Queue, Messages(2));
        await using var reader = Read();

        await reader.AbandonAsync(await NextAsync(reader));

        Assert.Equal("m0000", NameIn(await NextAsync(reader)));
    }

    [Fact]
    public async Task Abandon_UpToTheMaxDeliveryCount_DeadLettersWithReason()
    {
        await Client.SendAsync(Queue, Message("poison"));
        await using var reader = Read();
        for (var delivery = 0; delivery < 3; delivery++)
        {
            await reader.AbandonAsync(await NextAsync(reader));
        }

        await using var dead = Read(DeadLetters);
        var letter = await NextAsync(dead, DeadLetters);

        Assert.Equal(("poison", "MaxDeliveryCountExceeded"), (NameIn(letter), letter.ApplicationProperties["DeadLetterReason"]));
    }

    [Fact]
    public async Task DeadLetter_WithAReason_IsReadWithIt()
    {
        await Client.SendAsync(Queue, Message("bad"));
        var receiver = Driver.Receiver(Queue);
        var info = new Fields { [new Symbol("DeadLetterReason")] = "malformed", [new Symbol("DeadLetterErrorDescription")] = "no subject" };
        receiver.Reject(await Driver.ReceiveAsync(receiver), new Error(new Symbol("com.microsoft:dead-letter")) { Info = info });
        await using var dead = Read(DeadLetters);

        var letter = await NextAsync(dead, DeadLetters);

        Assert.Equal(
            ("bad", "malformed", "no subject"),
            (NameIn(letter), letter.ApplicationProperties["DeadLetterReason"], letter.ApplicationProperties["DeadLetterErrorDescription"]));
    }

    [Fact]
    public async Task DeadLetter_Completed_IsGone()
    {
        await Client.SendAsync(Queue, Message("bad"));
        var receiver = Driver.Receiver(Queue);
        receiver.Reject(await Driver.ReceiveAsync(receiver), new Error(new Symbol("com.microsoft:dead-letter")));
        await using (var dead = Read(DeadLetters))
        {
            await dead.CompleteAsync(await NextAsync(dead, DeadLetters));
        }

        Assert.Empty(await NamesAsync(DeadLetters));
    }

    [Fact]
    public async Task RenewLock_OfAMessageInHand_MovesItsEnd()
    {
        await Client.SendAsync(Queue, Message("one"));
        await using var reader = Read();
        var received = await NextAsync(reader);

        Assert.True(await reader.RenewLockAsync(received, TestContext.Current.CancellationToken) >= received.LockedUntil);
    }

    [Fact]
    public async Task RenewLock_OfALostLock_Throws()
    {
        await Client.SendAsync(Queue, Message("one"));
        await using var reader = Read();
        var received = await NextAsync(reader);

        await reader.CompleteAsync(received);

        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => reader.RenewLockAsync(received, TestContext.Current.CancellationToken));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);
    }

    [Fact]
    public async Task Lock_OfAReaderThatLeft_HoldsAgainstOthers()
    {
        await Client.SendAsync(Queue, Messages(2));
        var first = Read();
        await NextAsync(first);
        await first.DisposeAsync();
        await using var second = Read();

        Assert.Equal("m0001", NameIn(await NextAsync(second)));
    }

    [Theory]
    [InlineData(Queue, "b3RoZXI=")]
    [InlineData("contract-nowhere", null)]
    public async Task Receive_WithWrongKeyOrQueue_Throws(string queue, string? key)
    {
        var target = Endpoint with { Key = key ?? Endpoint.Key };
        await using var reader = new QueueReader(target.ConnectionString, queue);

        await Assert.ThrowsAnyAsync<Exception>(() => reader.ReceiveAsync(TestContext.Current.CancellationToken));
    }
}
