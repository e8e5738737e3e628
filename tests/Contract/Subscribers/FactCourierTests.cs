using System.Text.Json.Nodes;
using Router.Contract.Storage;
using Router.Requests;
using Router.Subscribers.Deliveries;

namespace Router.Contract.Subscribers;

/// <summary>Each test has a subscriber of its own: one emulator serves the run.</summary>
public sealed class FactCourierTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly List<SubscribersDriver> drivers = [];
    private Receiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        drivers.ForEach(driver => driver.Dispose());
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Deliver_Taken_PostedOnceAndDone()
    {
        var driver = Driver("taken");
        var id = await driver.ReceiveAsync(RouterStorage.NewId());

        Assert.Equal((1, 0), (await driver.DeliverAsync(), await driver.DeliverAsync()));

        var post = Assert.Single(receiver.Posts);
        var delivery = Assert.Single(await driver.LatestAsync("taken"));
        var body = JsonNode.Parse(post.Body)!;
        Assert.Equal((delivery.Id, FactTypes.Received, id), (post.Id, (string?)body["type"], (string?)body["data"]!["requestId"]));
        Assert.Equal((DeliveryState.Delivered, null, 1, "200"), (delivery.State, delivery.NextAt, delivery.Attempts, delivery.Latest[^1].Outcome));
    }

    [Fact]
    public async Task Deliver_AlwaysFailing_TriedByTheScheduleUnderOneIdAndThenFailed()
    {
        receiver.Answers(500);
        var driver = Driver("failing");
        await driver.ReceiveAsync(RouterStorage.NewId());
        var begun = driver.Storage.Time.GetUtcNow();
        List<TimeSpan> waits = [];
        for (var attempt = 1; attempt < DeliverySchedule.MaxAttempts; attempt++)
        {
            await driver.DeliverAsync();
            Assert.Equal(attempt, receiver.Posts.Count);
            var before = driver.Storage.Time.GetUtcNow();
            await driver.PassToNextAsync("failing");
            waits.Add(driver.Storage.Time.GetUtcNow() - before);
        }

        await driver.DeliverAsync();
        await driver.DeliverAsync();

        int[] seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
        Assert.All(waits.Zip(seconds), each => Assert.InRange(each.First.TotalSeconds, each.Second, each.Second * 1.1));
        var delivery = Assert.Single(await driver.LatestAsync("failing"));
        Assert.Equal((DeliveryState.Failed, null, 10), (delivery.State, delivery.NextAt, delivery.Attempts));
        Assert.Equal((10, 1), (receiver.Posts.Count, receiver.Ids.Distinct().Count()));
        Assert.InRange(driver.Storage.Time.GetUtcNow() - begun, TimeSpan.FromHours(75), TimeSpan.FromHours(85));

        // The body is the same each time; the time in it is signed anew.
        Assert.Single(receiver.Posts.Select(post => Convert.ToHexString(post.Body)).Distinct());
        Assert.Equal(10, receiver.Posts.Select(post => post.Timestamp).Distinct().Count());
    }

    [Fact]
    public async Task Deliver_RetryAfter_NothingIsSentBeforeAndTheOthersWaitToo()
    {
        receiver.Answers(429, retryAfter: "600");
        var driver = Driver("busy");
        await driver.ReceiveAsync(RouterStorage.NewId());
        await driver.DeliverAsync();
        receiver.Answers(200);
        await driver.ReceiveAsync(RouterStorage.NewId(number: 2));

        driver.Storage.Time.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(0, await driver.DeliverAsync());
        driver.Storage.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, await driver.DeliverAsync());
        Assert.All(await driver.LatestAsync("busy"), delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
    }

    [Fact]
    public async Task Deliver_Gone_DisabledAtOnceAndAllIsSentOnceItIsEnabled()
    {
        receiver.Answers(410);
        var driver = Driver("gone");
        await driver.ReceiveAsync(RouterStorage.NewId());
        await driver.DeliverAsync();
        await driver.ReceiveAsync(RouterStorage.NewId(number: 2));
        driver.Storage.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(0, await driver.DeliverAsync());
        Assert.Contains("410", (await driver.StateAsync("gone")).DisabledBecause, StringComparison.Ordinal);

        receiver.Answers(204);
        await driver.Courier.EnableAsync("gone", Token);

        Assert.Equal(2, await driver.DeliverAsync());
        Assert.Null((await driver.StateAsync("gone")).DisabledAt);
        Assert.Equal(2, receiver.Ids.Distinct().Count());
    }

    [Fact]
    public async Task Deliver_SeveralFailAtAllAttempts_Disabled()
    {
        receiver.Answers(503);
        var driver = Driver("dead");
        for (var number = 0; number < DeliverySchedule.FailuresThatDisable; number++)
        {
            await driver.ReceiveAsync(RouterStorage.NewId(number: number));
        }

        for (var attempt = 0; attempt < DeliverySchedule.MaxAttempts; attempt++)
        {
            Assert.Null((await driver.StateAsync("dead")).DisabledAt);
            await driver.DeliverAsync();
            driver.Storage.Time.Advance(TimeSpan.FromHours(27));
        }

        var state = await driver.StateAsync("dead");
        Assert.NotNull(state.DisabledAt);
        Assert.Contains("3 deliveries failed at each of their 10 attempts", state.DisabledBecause, StringComparison.Ordinal);
        Assert.All(await driver.LatestAsync("dead"), delivery => Assert.Equal(DeliveryState.Failed, delivery.State));
    }

    [Fact]
    public async Task Deliver_OneArrivesBetween_TheCountBeginsAnew()
    {
        receiver.Answers(500);
        var driver = Driver("shaky");
        await driver.Deliveries.ChangeAsync("shaky", _ => new SubscriberState { FailedInARow = 2 }, Token);
        receiver.Answers(200);
        await driver.ReceiveAsync(RouterStorage.NewId());

        await driver.DeliverAsync();

        Assert.Equal(0, (await driver.StateAsync("shaky")).FailedInARow);
    }

    [Fact]
    public async Task Deliver_TwoInstancesAtOnce_EachPostedOnce()
    {
        var (one, other) = (Driver("shared"), Driver("shared"));
        for (var number = 0; number < 20; number++)
        {
            await one.ReceiveAsync(RouterStorage.NewId(number: number));
        }

        await Task.WhenAll(one.DeliverAsync(), other.DeliverAsync());

        Assert.Equal((20, 20), (receiver.Posts.Count, receiver.Ids.Distinct().Count()));
    }

    [Fact]
    public async Task SendAgain_Delivered_PostedAgainUnderItsId()
    {
        var driver = Driver("again");
        await driver.ReceiveAsync(RouterStorage.NewId());
        await driver.DeliverAsync();
        var key = DeliveryRows.KeyOf(Assert.Single(await driver.LatestAsync("again")));

        Assert.True(await driver.Courier.SendAgainAsync("again", key, Token));
        Assert.False(await driver.Courier.SendAgainAsync("again", DeliveryRows.FirstDelivery + "no such", Token));
        await driver.DeliverAsync();

        Assert.Equal((2, 1), (receiver.Posts.Count, receiver.Ids.Distinct().Count()));
        Assert.Equal(2, Assert.Single(await driver.LatestAsync("again")).Attempts);
    }

    [Fact]
    public async Task ForgetOld_AfterThirtyDays_DeliveryAndItsTimeAreGone()
    {
        receiver.Answers(500);
        var driver = Driver("old");
        await driver.ReceiveAsync(RouterStorage.NewId());
        await driver.DeliverAsync();
        driver.Storage.Time.Advance(FactCourier.Kept - TimeSpan.FromHours(1));
        await driver.ReceiveAsync(RouterStorage.NewId(number: 2));
        Assert.Equal(0, await driver.Courier.ForgetOldAsync(driver.Subscriptions.Find("old")!, Token));

        driver.Storage.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await driver.Courier.ForgetOldAsync(driver.Subscriptions.Find("old")!, Token));

        Assert.Single(await driver.LatestAsync("old"));
        Assert.Equal(1, await driver.DeliverAsync());
    }

    private SubscribersDriver Driver(string subscriber)
    {
        var driver = new SubscribersDriver(azurite.ConnectionString, SubscribersDriver.Subscriber(subscriber, receiver, FactTypes.Received));
        drivers.Add(driver);
        return driver;
    }
}
