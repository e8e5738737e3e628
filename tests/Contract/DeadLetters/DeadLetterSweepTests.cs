using Router.Contract.Storage;
using Router.Messaging;

namespace Router.Contract.DeadLetters;

public sealed class DeadLetterSweepTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private DeadLetterDriver driver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await DeadLetterDriver.StartAsync(azurite.ConnectionString);

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Sweep_WorkDoneMeanwhile_Removed()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        await driver.DeadLetterTriageOfAsync(id);
        await driver.TriagedAsync(id);

        Assert.Equal(1, await driver.Sweep.SweepAsync(Token));

        Assert.Empty(await driver.PeekAsync());
    }

    [Fact]
    public async Task Sweep_WorkNotDone_StaysAndIsListed()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        var letter = await driver.DeadLetterTriageOfAsync(id, "MaxDeliveryCountExceeded", "ten times");

        Assert.Equal(0, await driver.Sweep.SweepAsync(Token));

        Assert.Single(await driver.PeekAsync());
        var step = Assert.Single((await driver.Stopped.ListAsync(Token)).Steps, step => !step.IsParked);
        Assert.Equal(
            ($"dead.triage.{letter.SequenceNumber}", id, MessageNames.TriageRequest, "MaxDeliveryCountExceeded: ten times"),
            ($"{step.Id}", step.Request, step.Message, step.Reason));
    }

    [Fact]
    public async Task Sweep_NoMessageOfOurs_Stays()
    {
        await driver.DeadLetterRawAsync(QueueNames.Triage, DeadLetterDriver.Body("{}"), DeadLetterDriver.Body("\0"));
        var stranger = RouterStorage.NewId();
        await driver.DeadLetterTriageOfAsync(stranger);

        Assert.Equal(0, await driver.Sweep.SweepAsync(Token));

        Assert.Equal(3, (await driver.PeekAsync()).Count);
        Assert.All((await driver.Stopped.ListAsync(Token)).Steps.Where(step => !step.IsParked), step => Assert.Null(step.Request));
    }

    [Fact]
    public async Task Sweep_SameMessageLiesThereAgain_TheLatestStays()
    {
        var id = await driver.ReceivedAsync(RouterStorage.NewId());
        await driver.DeadLetterTriageOfAsync(id, "first");
        await driver.DeadLetterTriageOfAsync(id, "second");
        var latest = await driver.DeadLetterTriageOfAsync(id, "third");

        Assert.Equal(2, await driver.Sweep.SweepAsync(Token));

        Assert.Equal(latest, Assert.Single(await driver.PeekAsync()));
    }

    [Fact]
    public async Task Sweep_DoneAmidMany_OnlyThoseRemoved()
    {
        var ids = Enumerable.Range(0, 12).Select(number => RouterStorage.NewId(number: number)).ToList();
        foreach (var id in ids)
        {
            await driver.ReceivedAsync(id);
            await driver.DeadLetterTriageOfAsync(id);
        }

        foreach (var id in ids.Where((_, index) => index % 3 == 0))
        {
            await driver.TriagedAsync(id);
        }

        Assert.Equal(4, await driver.Sweep.SweepAsync(Token));

        Assert.Equal(ids.Where((_, index) => index % 3 != 0), (await driver.PeekAsync()).Select(letter => letter.Envelope!.Partition));
    }
}
