using Router.Contract.Broker;

namespace Router.Contract.Messaging;

public abstract partial class ClientContract
{
    [Fact]
    public async Task Send_Scheduled_WaitsWhileLaterOnesPass()
    {
        await Client.SendAsync(Queue, Message("tomorrow", In(TimeSpan.FromDays(1))));
        await Client.SendAsync(Queue, Message("now"));
        await using var reader = Read();

        Assert.Equal("now", NameIn(await NextAsync(reader)));
        Assert.Equal(["tomorrow", "now"], await NamesAsync());
    }

    [Fact]
    public async Task Send_Scheduled_ArrivesWhenItIsTime()
    {
        var due = In(TimeSpan.FromSeconds(1));
        await Client.SendAsync(Queue, Message("soon", due));
        await using var reader = Read();

        Assert.Equal("soon", NameIn(await NextAsync(reader)));
        Assert.True(TimeProvider.System.GetUtcNow() >= due.AddMilliseconds(-50));
    }

    [Fact]
    public async Task Send_ScheduledInThePast_ArrivesAtOnce()
    {
        await Client.SendAsync(Queue, Message("yesterday", In(TimeSpan.FromDays(-1))));
        await using var reader = Read();

        Assert.Equal("yesterday", NameIn(await NextAsync(reader)));
    }

    [Fact]
    public async Task Send_Scheduled_TellsWhen()
    {
        var due = DateTimeOffset.FromUnixTimeSeconds(In(TimeSpan.FromHours(5)).ToUnixTimeSeconds());
        await Client.SendAsync(Queue, Message("later", due));

        Assert.Equal(due.UtcDateTime, Annotation(Assert.Single(await Driver.PeekAsync(Queue)), "x-opt-scheduled-enqueue-time"));
    }

    [Fact]
    public async Task Send_BatchOfScheduledAndOthers_EachAtItsTime()
    {
        await Client.SendAsync(Queue, Message("tomorrow", In(TimeSpan.FromDays(1))), Message("now"));
        await using var reader = Read();

        Assert.Equal("now", NameIn(await NextAsync(reader)));
        Assert.Contains("tomorrow", await NamesAsync());
    }

    [Fact]
    public async Task Send_SameIdTwice_IsOneMessage()
    {
        await Client.SendAsync(ContractQueues.Deduplicating, Message("same"));
        await Client.SendAsync(ContractQueues.Deduplicating, Message("same"));

        Assert.Equal(["same"], await NamesAsync(ContractQueues.Deduplicating));
        Assert.Equal(2, Client.Measured.Of("router.messaging.sent"));
    }

    [Fact]
    public async Task Send_SameIdInOneBatch_IsOneMessage()
    {
        await Client.SendAsync(ContractQueues.Deduplicating, Message("same"), Message("other"), Message("same"));

        Assert.Equal(["same", "other"], await NamesAsync(ContractQueues.Deduplicating));
    }

    [Fact]
    public async Task Send_BatchAgain_IsOneBatch()
    {
        await Client.SendAsync(ContractQueues.Deduplicating, Messages(5));
        await Client.SendAsync(ContractQueues.Deduplicating, Messages(5));

        Assert.Equal(5, (await NamesAsync(ContractQueues.Deduplicating)).Count);
    }

    [Fact]
    public async Task Send_SameIdAfterItWasTaken_IsStillDropped()
    {
        await Client.SendAsync(ContractQueues.Deduplicating, Message("same"));
        await using (var reader = Read(ContractQueues.Deduplicating))
        {
            await reader.CompleteAsync(await NextAsync(reader));
        }

        await Client.SendAsync(ContractQueues.Deduplicating, Message("same"));

        Assert.Empty(await NamesAsync(ContractQueues.Deduplicating));
    }

    [Fact]
    public async Task Send_SameIdScheduled_IsDropped()
    {
        await Client.SendAsync(ContractQueues.Deduplicating, Message("same"));
        await Client.SendAsync(ContractQueues.Deduplicating, Message("same", In(TimeSpan.FromDays(1))));

        Assert.Equal(["same"], await NamesAsync(ContractQueues.Deduplicating));
    }

    [Fact]
    public async Task Send_SameIdToAQueueWithoutDetection_IsTwoMessages()
    {
        await Client.SendAsync(Queue, Message("same"));
        await Client.SendAsync(Queue, Message("same"));

        Assert.Equal(["same", "same"], await NamesAsync());
    }
}
