using Azure.Data.Tables;
using Router.Contract.Storage;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Subscribers;

public sealed class NotifySubscribersTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly List<SubscribersDriver> drivers = [];
    private Receiver receiver = null!;
    private Receiver other = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (receiver, other) = (await Receiver.StartAsync(), await Receiver.StartAsync());

    public async ValueTask DisposeAsync()
    {
        drivers.ForEach(driver => driver.Dispose());
        await receiver.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Commit_NoSubscribers_NothingIsWritten()
    {
        var driver = Driver();
        var id = await driver.ReceiveAsync(RouterStorage.NewId(), notifies: false);

        var partition = (await driver.Storage.Partitions.LoadAsync(id, Token))!;

        Assert.Equal((0, 0), (partition.Facts.Count, partition.Outbox.Count));
        Assert.Equal(2, await RowsOfAsync(driver, id));
    }

    [Fact]
    public async Task Handle_ManyTimes_OneDeliveryForEachWhoWantsIt()
    {
        var driver = Driver(Wants("many-a", receiver, FactTypes.Received, FactTypes.Landed), Wants("many-b", other, FactTypes.Landed));
        var id = await driver.ReceiveAsync(RouterStorage.NewId(), notifies: false);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => driver.NotifyAsync(id, StageNames.Receive)));
        await driver.DeliverAsync();
        await driver.NotifyAsync(id, StageNames.Receive);
        await driver.DeliverAsync();

        Assert.Single(receiver.Posts);
        Assert.Empty(other.Posts);
    }

    [Fact]
    public async Task Handle_OneFactForTwo_IdsOfTheirOwn()
    {
        var driver = Driver(Wants("two-a", receiver, FactTypes.Received), Wants("two-b", other, FactTypes.Received));
        await driver.ReceiveAsync(RouterStorage.NewId());

        await driver.DeliverAsync();

        Assert.NotEqual(Assert.Single(receiver.Ids), Assert.Single(other.Ids));
    }

    [Fact]
    public async Task Handle_RequestThatWentOn_TellsHowItWasThen()
    {
        var driver = Driver(Wants("then", receiver, FactTypes.Received));
        var id = await driver.ReceiveAsync(RouterStorage.NewId(), notifies: false);
        var partition = (await driver.Storage.Partitions.LoadAsync(id, Token))!;
        await driver.Committer.CommitAsync(partition, new Stage(StageNames.Triage, partition.Request! with { State = RequestState.Routed, DecidedBy = "casey" }), Token);

        await driver.NotifyAsync(id, StageNames.Receive);
        await driver.DeliverAsync();

        var data = System.Text.Json.Nodes.JsonNode.Parse(Assert.Single(receiver.Posts).Body)!["data"]!;
        Assert.Equal(("received", null), ((string?)data["state"], data["kind"]));
    }

    [Theory]
    [InlineData("no such stage")]
    [InlineData(null)]
    public async Task Handle_StageThatNeverCommitted_RefusedForGood(string? stage)
    {
        var driver = Driver(Wants("never", receiver, FactTypes.Received));
        var id = await driver.ReceiveAsync(RouterStorage.NewId(number: stage is null ? 1 : 2), notifies: false);

        await Assert.ThrowsAsync<PermanentFailureException>(() => driver.Handler.HandleAsync(new MessageEnvelope(MessageNames.NotifySubscribers, id, stage), Token));
    }

    /// <summary>The round waits for both of its messages: a triage that is faster does not make the facts forgotten.</summary>
    [Fact]
    public async Task Round_OneOfTwoMessagesDone_IsStillUnderWay()
    {
        var driver = Driver(Wants("both", receiver, FactTypes.Received));
        var id = RouterStorage.NewId();
        await driver.Committer.TryCommitAsync(
            id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)) { Outbox = [new OutboxMessage(MessageNames.TriageRequest)] }, Token);
        var received = (await driver.Storage.Partitions.LoadAsync(id, Token))!;
        await driver.Storage.Partitions.CommitAsync(id, received, new Stage(StageNames.Triage, received.Request! with { State = RequestState.Waiting }), Token);
        var triaged = (await driver.Storage.Partitions.LoadAsync(id, Token))!;

        Assert.True(triaged.IsUnderWay);
        await driver.NotifyAsync(id, StageNames.Receive);
        var told = (await driver.Storage.Partitions.LoadAsync(id, Token))!;

        Assert.False(told.IsUnderWay);
        Assert.Equal(triaged.Version, told.Version);
    }

    [Fact]
    public async Task Park_NotificationThatFailed_TheRequestGoesOnAndAReplayTells()
    {
        var driver = Driver(Wants("failed", receiver, FactTypes.Received));
        var id = await driver.ReceiveAsync(RouterStorage.NewId(), notifies: false);
        var parking = new ParkingLot(driver.Storage.Partitions, driver.Committer, driver.Storage.Time);

        await parking.ParkAsync(new MessageEnvelope(MessageNames.NotifySubscribers, id, StageNames.Receive, 8), "why", Token);

        var parked = (await driver.Storage.Partitions.LoadAsync(id, Token))!;
        Assert.Equal((RequestState.Received, MessageNames.NotifySubscribers), (parked.Request!.State, parked.Request.Parking?.Message));
        Assert.True(MessageProgress.IsDone(parked, new OutboxMessage(MessageNames.NotifySubscribers, StageNames.Receive)));

        Assert.Equal(ReplayResult.Replayed, await parking.ReplayAsync(IdOf(id), Actor.OnAll("casey"), Token));
        await driver.NotifyAsync(id, StageNames.Receive);
        await driver.DeliverAsync();
        Assert.Single(receiver.Posts);
        Assert.Null((await driver.Storage.Partitions.LoadAsync(id, Token))!.Request!.Parking);
    }

    [Fact]
    public async Task Park_Request_ItsFactIsSentAllTheSame()
    {
        var driver = Driver(Wants("parked", receiver, FactTypes.Parked));
        var id = RouterStorage.NewId();
        await driver.Committer.TryCommitAsync(
            id, null, new Stage(StageNames.Receive, RouterStorage.RequestOf(id)) { Outbox = [new OutboxMessage(MessageNames.TriageRequest)] }, Token);
        await new ParkingLot(driver.Storage.Partitions, driver.Committer, driver.Storage.Time)
            .ParkAsync(new MessageEnvelope(MessageNames.TriageRequest, id, Attempt: 8), "why", Token);
        var parked = (await driver.Storage.Partitions.LoadAsync(id, Token))!;

        await driver.Storage.Dispatcher.SendOnAsync(parked.Key, MessageProgress.Open(parked), _ => 0, Token);

        var sent = Assert.Single(driver.Storage.Sender.Sent, message => message.Envelope.Partition == id);
        await driver.Handler.HandleAsync(sent.Envelope, Token);
        await driver.DeliverAsync();
        Assert.Equal("request.parked", (string?)System.Text.Json.Nodes.JsonNode.Parse(Assert.Single(receiver.Posts).Body)!["type"]);
    }

    /// <summary>The process dies before or after each of its calls to storage, and another one begins again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_AtEachCall_EachFactReachesEachSubscriberUnderOneId(bool after)
    {
        var kills = 0;
        for (var killed = true; killed; kills++)
        {
            var subscriber = $"kill-{(after ? "after" : "before")}-{kills}";
            var healthy = Driver(Wants(subscriber, receiver, FactTypes.Received));
            var id = await healthy.ReceiveAsync(RouterStorage.NewId(number: (kills * 2) + (after ? 1 : 0)), notifies: false);
            var (proxy, connection) = await KillingProxy.StartAsync(azurite.ConnectionString, kills + 1, after);
            await using (proxy)
            {
                using var dying = new SubscribersDriver(connection, Wants(subscriber, receiver, FactTypes.Received));
                await Deaths.SurviveAsync(async () =>
                {
                    await dying.NotifyAsync(id, StageNames.Receive);
                    await dying.DeliverAsync();
                });
                killed = proxy.HasKilled;
            }

            // The relay sends the message again, and a claim of the dead runs out.
            await healthy.NotifyAsync(id, StageNames.Receive);
            await healthy.DeliverAsync();
            healthy.Storage.Time.Advance(Router.Subscribers.Deliveries.FactCourier.Claim);
            await healthy.DeliverAsync();

            var delivery = Assert.Single(await healthy.LatestAsync(subscriber));
            Assert.Equal(Router.Subscribers.Deliveries.DeliveryState.Delivered, delivery.State);
            Assert.InRange(receiver.Ids.Count(posted => posted == delivery.Id), 1, 2);
        }

        Assert.InRange(kills, 8, 60);
    }

    [Fact]
    public async Task Lanes_OneSubscriberHangs_TheOtherIsTold()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (reached, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        receiver.Answer = async context =>
        {
            reached.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        };
        other.Answer = _ =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        };
        var driver = Driver(Wants("hangs", receiver, FactTypes.Received), Wants("works", other, FactTypes.Received));
        await driver.Lanes.StartAsync(stopping.Token);
        await driver.ReceiveAsync(RouterStorage.NewId());
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        await driver.ReceiveAsync(RouterStorage.NewId(number: 2));

        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await driver.Lanes.StopAsync(Token);
    }

    private static Router.Teams.Subscriber Wants(string id, Receiver receiver, params string[] facts) => SubscribersDriver.Subscriber(id, receiver, facts);

    private static RequestId IdOf(string id) => RequestId.TryParse(id, out var parsed) ? parsed : default;

    private static Task<int> RowsOfAsync(SubscribersDriver driver, string id) => driver.Storage.Account.RunAsync(
        async token => await driver.Storage.Account.Requests.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id}"), cancellationToken: token).CountAsync(token),
        Token);

    private SubscribersDriver Driver(params Router.Teams.Subscriber[] subscribers)
    {
        var driver = new SubscribersDriver(azurite.ConnectionString, subscribers);
        drivers.Add(driver);
        return driver;
    }
}
