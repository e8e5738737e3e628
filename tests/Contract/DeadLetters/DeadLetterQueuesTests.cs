using Router.Contract.Storage;
using Router.Messaging;
using Router.Messaging.DeadLetters;

namespace Router.Contract.DeadLetters;

/// <summary>Our client on the dead-letter queues of a broker.</summary>
public sealed class DeadLetterQueuesTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private DeadLetterDriver driver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await DeadLetterDriver.StartAsync(azurite.ConnectionString);

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Peek_DeadLetter_ReadWithAllThatIsKnownOfIt()
    {
        var id = RouterStorage.NewId();

        var letter = await driver.DeadLetterTriageOfAsync(id, "Broken", "a\tlong\u202e story " + new string('x', 400));

        Assert.Equal((QueueNames.Triage, MessageNames.TriageRequest, id), (letter.Queue, letter.Envelope?.Message, letter.Envelope?.Partition));
        Assert.Equal("Broken", letter.Reason);
        Assert.StartsWith("along", letter.Description, StringComparison.Ordinal);
        Assert.Equal(300, letter.Description.Length);
        Assert.InRange(letter.EnqueuedAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.True(letter.SequenceNumber > 0);
    }

    [Fact]
    public async Task Peek_ManyInSeveralQueues_AllUpToTheLimitOfEach()
    {
        await driver.DeadLetterRawAsync(QueueNames.Triage, [.. Enumerable.Range(1, 130).Select(length => DeadLetterDriver.Body(new string('x', length)))]);
        await driver.DeadLetterRawAsync(QueueNames.Doing, DeadLetterDriver.Body("y"));

        var letters = await driver.Queues.PeekAsync(QueueNames.All, 120, Token);

        Assert.Equal(120, letters.Count(letter => letter.Queue == QueueNames.Triage));
        Assert.Single(letters, letter => letter.Queue == QueueNames.Doing);
        Assert.Equal(121, letters.Select(letter => (letter.Queue, letter.SequenceNumber)).Distinct().Count());
    }

    [Fact]
    public async Task Peek_Nothing_Empty() => Assert.Empty(await driver.Queues.PeekAsync(QueueNames.All, 10, Token));

    [Fact]
    public async Task Peek_BrokerAway_TransientFailure()
    {
        await driver.Broker.StopAsync();

        var failure = await Assert.ThrowsAsync<MessagingException>(() => driver.PeekAsync());

        Assert.Equal(FailureCategory.Transient, failure.Category);
    }

    [Fact]
    public async Task Receive_Wanted_OnlyThoseHeldAndTheOthersFreeAtOnce()
    {
        await driver.DeadLetterRawAsync(QueueNames.Triage, DeadLetterDriver.Body("1"), DeadLetterDriver.Body("22"), DeadLetterDriver.Body("333"));
        var letters = await driver.PeekAsync();
        await using (var batch = await driver.Queues.ReceiveAsync(QueueNames.Triage, new HashSet<long> { letters[1].SequenceNumber }, 2, Token))
        {
            Assert.Equal([letters[1].SequenceNumber], batch.Letters.Select(letter => letter.SequenceNumber));
        }

        await using var all = await driver.Queues.ReceiveAsync(QueueNames.Triage, letters.Select(letter => letter.SequenceNumber).ToHashSet(), 3, Token);
        Assert.Equal(3, all.Letters.Count);
    }

    [Fact]
    public async Task Remove_Held_ConfirmedAndGone()
    {
        await driver.DeadLetterRawAsync(QueueNames.Triage, DeadLetterDriver.Body("1"), DeadLetterDriver.Body("22"));
        var letters = await driver.PeekAsync();
        await using var batch = await driver.Queues.ReceiveAsync(QueueNames.Triage, new HashSet<long> { letters[0].SequenceNumber }, 1, Token);

        Assert.Equal(RemovalResult.Removed, await batch.RemoveAsync(batch.Letters[0], Token));

        Assert.Equal([letters[1].SequenceNumber], (await driver.PeekAsync()).Select(letter => letter.SequenceNumber));
    }

    [Fact]
    public async Task Remove_LockLost_SaidSoAndStillThere()
    {
        await driver.DeadLetterRawAsync(QueueNames.Triage, DeadLetterDriver.Body("1"));
        var letters = await driver.PeekAsync();
        await using var batch = await driver.Queues.ReceiveAsync(QueueNames.Triage, new HashSet<long> { letters[0].SequenceNumber }, 1, Token);
        driver.Broker.Inject("lose-lock");

        Assert.Equal(RemovalResult.LockLost, await batch.RemoveAsync(batch.Letters[0], Token));

        Assert.Single(await driver.PeekAsync());
    }

    [Fact]
    public async Task SendAgain_TwiceForOneDeadLetter_OnceInTheQueueAsItCame()
    {
        await driver.DeadLetterRawAsync(QueueNames.Building, DeadLetterDriver.Body("{ not ours"));
        var letter = Assert.Single(await driver.PeekAsync(QueueNames.Building));
        await using var batch = await driver.Queues.ReceiveAsync(QueueNames.Building, new HashSet<long> { letter.SequenceNumber }, 1, Token);

        await batch.SendAgainAsync(letter, Token);
        await batch.SendAgainAsync(letter, Token);

        Assert.Equal(1, (await driver.Broker.DepthsAsync())[QueueNames.Building].Active);
        var again = Assert.Single(await driver.TakeAsync(QueueNames.Building, 1));
        Assert.Equal(($"replay.building.{letter.SequenceNumber}", "{ not ours", "as it came"), again);
    }
}
