using Router.Contract.Destinations;
using Router.Contract.Storage;
using Router.Messaging;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Triage;

namespace Router.Contract.Triage;

public sealed class RequestMoveTests(AzuriteFixture azurite)
{
    private static readonly Team Team = new()
    {
        Promise = "soon",
        People = [new("ann", "Ann", "ann@example.com", "Europe/Berlin"), new("bo", "Bo", "bo@example.com", "Europe/Berlin")],
        Components = [new() { Id = "editor", Name = "Editor", Owner = "ann" }, new() { Id = "api", Name = "API", Owner = "bo" }],
    };

    private readonly RouterStorage storage = new(azurite);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CorrectAsync_OnlyAskOfItsItem_ItemLeavesTheBoardAndBugIsFiled()
    {
        var id = await LandedWishAsync("Astrolabe view", 1);

        Assert.Equal(DecisionResult.Recorded, await MoveAsync(storage, id, RequestKind.Fixing));
        await FinishAsync(storage, id);

        var partition = await LoadAsync(id);
        Assert.Equal((RequestState.Landed, RequestKind.Fixing, LandingPlace.Bugs), (partition.Request!.State, partition.Request.Kind, partition.Request.Landing!.Place));
        Assert.Null(await BoardAsync(id));
        Assert.Empty(MessageProgress.Open(partition).Where(open => open.Message.Message != MessageNames.DeliverMail));
        var told = partition.Timeline.Select(happened => happened.Text).ToList();
        Assert.Single(told, text => text == "Moved from Build to Fix by kim. The customer is not told.");
        Assert.Single(told, text => text == "Its backlog item had no other request and left the board.");
        Assert.Equal(MailState.Discarded, Assert.Single(partition.Mails).State);
    }

    [Fact]
    public async Task CorrectAsync_OthersAskTheSame_ItemLosesOneAskOnly()
    {
        var first = await LandedWishAsync("Sextant overlay on every page", 1);
        var second = await LandedWishAsync("Sextant overlay on every page", 2);

        await MoveAsync(storage, first, RequestKind.Doing);
        await FinishAsync(storage, first);

        var listing = await BoardAsync(first);
        Assert.Equal((1, second.Value), (listing!.Item.Requests, Assert.Single(listing.LatestAskers)));
    }

    [Fact]
    public async Task CorrectAsync_ThereAndBackAgain_EachStageOnceAndCountedOnce()
    {
        var id = await LandedWishAsync("Gyroscope panel", 1);
        foreach (var kind in (RequestKind[])[RequestKind.Fixing, RequestKind.Building, RequestKind.Doing, RequestKind.Building])
        {
            await MoveAsync(storage, id, kind);
            await FinishAsync(storage, id);
            await FinishAsync(storage, id);
        }

        var partition = await LoadAsync(id);
        Assert.Equal((RequestState.Landed, LandingPlace.Board, 4), (partition.Request!.State, partition.Request.Landing!.Place, partition.Request.Moves));
        Assert.Equal(1, (await BoardAsync(id))?.Item.Requests);
        Assert.Equal(["land", "land-2", "land-3", "land-4", "land-5"], partition.Receipts.Where(receipt => receipt.StartsWith("land", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CorrectAsync_BackBeforeTheOldAskWasWithdrawn_StaysCounted()
    {
        var id = await LandedWishAsync("Orrery background", 1);
        await MoveAsync(storage, id, RequestKind.Fixing);
        await MoveAsync(storage, id, RequestKind.Building);
        var driver = new DestinationDriver(storage);

        // The messages come in the worst order: the new ask first, then the withdrawal of the old one, then copies of what is over.
        await driver.HandleAsync(new(MessageNames.AddToBacklog, id.Value, "land-3"));
        await driver.HandleAsync(new(MessageNames.LeaveBacklog, id.Value, $"0-{id}"));
        await driver.HandleAsync(new(MessageNames.AddToBacklog, id.Value));
        await driver.HandleAsync(new(MessageNames.FileBug, id.Value, "land-2"));

        Assert.Equal((1, LandingPlace.Board), ((await BoardAsync(id))?.Item.Requests, (await LoadAsync(id)).Request!.Landing!.Place));
    }

    [Fact]
    public async Task AskAsync_CopyThatComesAfterTheWithdrawal_CountsNothing()
    {
        var backlog = new DestinationDriver(storage).Backlog;
        var id = RouterStorage.NewId();
        var item = new BacklogItem(id, "Late", "", null, null, 1, storage.Time.GetUtcNow(), storage.Time.GetUtcNow());

        await backlog.WithdrawAsync(id, id, way: 0, Token);
        await backlog.AskAsync(item, id, Token);
        Assert.Null(await BoardAsync(Id(id)));
        await backlog.AskAsync(item, id, Token, way: 2);
        await backlog.WithdrawAsync(id, id, way: 0, Token);
        await backlog.AskAsync(item, id, Token);

        Assert.Equal(1, (await BoardAsync(Id(id)))?.Item.Requests);
    }

    [Fact]
    public async Task CorrectAsync_TwoPersonsAtOnce_OneMovesAndTheOtherIsToldOrMovesOn()
    {
        var id = await LandedWishAsync("Periscope mode", 1);

        var results = await Task.WhenAll(
            MoveAsync(new RouterStorage(azurite), id, RequestKind.Fixing, seen: 0), MoveAsync(new RouterStorage(azurite), id, RequestKind.Doing, seen: 0));

        Assert.Equal([DecisionResult.MovedMeanwhile, DecisionResult.Recorded], results.Order().Reverse());
        await FinishAsync(storage, id);
        var request = (await LoadAsync(id)).Request!;
        Assert.Equal((1, RequestState.Landed), (request.Moves, request.State));
        Assert.Null(await BoardAsync(id));
    }

    [Fact]
    public async Task CorrectAsync_ComponentOfAWish_ItemGoesToTheOtherOwner()
    {
        var id = await LandedWishAsync("Theodolite chart", 1);

        await MoveAsync(storage, id, RequestKind.Building, component: "api");
        await FinishAsync(storage, id);

        Assert.Equal((1, "api", "bo"), (await BoardAsync(id) is { Item: var item } ? item.Requests : 0, (await BoardAsync(id))?.Item.ComponentId, (await BoardAsync(id))?.Item.OwnerId));
    }

    [Fact]
    public async Task CorrectAsync_ComponentOfABug_FiledUnderTheOtherOwnerWhereItIs()
    {
        var id = await LandedWishAsync("Anemometer", 1);
        await MoveAsync(storage, id, RequestKind.Fixing);
        await FinishAsync(storage, id);

        await MoveAsync(storage, id, RequestKind.Fixing, component: "api");

        var request = (await LoadAsync(id)).Request!;
        Assert.Equal((1, "bo", RequestState.Landed), (request.Moves, request.OwnerId, request.State));
        Assert.StartsWith("API, ", request.Landing!.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorrectAsync_CustomerIsTold_OneReplyThatAPersonSends()
    {
        var id = await LandedWishAsync("Hygrometer", 1);

        await MoveAsync(storage, id, RequestKind.Fixing, tells: true);
        await FinishAsync(storage, id);
        await FinishAsync(storage, id);

        var mails = (await LoadAsync(id)).Mails;
        Assert.Equal(["reply-2: Queued", "reply: Discarded"], mails.Select(mail => $"{mail.Key}: {mail.State}").Order(StringComparer.Ordinal));
        Assert.NotNull(mails.Single(mail => mail.Key == "reply-2").NeedsPerson);
    }

    [Fact]
    public async Task CorrectAsync_KilledAtAnyCall_EveryEffectOnceAndNothingLeftBehind()
    {
        var anchor = await LandedWishAsync("Metronome in the toolbar", 1_000);

        var deaths = await Deaths.AtEachCallAsync(
            azurite,
            async round => (await LandedWishAsync("Metronome in the toolbar", round)).Value,
            async (process, id) =>
            {
                await MoveAsync(process, Id(id), RequestKind.Fixing);
                await FinishAsync(process, Id(id));
            },
            async id =>
            {
                var partition = await LoadAsync(Id(id));
                Assert.Equal((1, LandingPlace.Bugs, RequestState.Landed), (partition.Request!.Moves, partition.Request.Landing!.Place, partition.Request.State));
                Assert.Single(partition.Timeline, happened => happened.Text == "Its backlog item no longer counts it.");
                Assert.Equal(1, (await BoardAsync(anchor))?.Item.Requests);
            });

        Assert.True(deaths >= 15, $"{deaths} deaths");
    }

    private static Task<DecisionResult> MoveAsync(RouterStorage process, RequestId id, RequestKind kind, int? seen = null, string? component = null, bool tells = false)
    {
        var models = new ModelInUse(ModelInUse.Shipped);
        var policy = new TriagePolicy(new ModelClassifier(models, new()), new(models), Team, new());
        return new DecisionRecorder(process.Partitions, process.Committer, policy, Team, process.Time).CorrectAsync(
            id, new(kind, ComponentId: component, Moves: seen, TellsCustomer: tells), Actor.OnAll("kim"), Token);
    }

    /// <summary>Handles what the request has sent for its ways, as often as the broker may bring it.</summary>
    private static async Task FinishAsync(RouterStorage process, RequestId id)
    {
        var driver = new DestinationDriver(process);
        var partition = (await process.Partitions.LoadAsync(id.Value, Token))!;
        foreach (var message in partition.Outbox.Select(stored => stored.Message).Where(message => message.Message is not MessageNames.DeliverMail))
        {
            await Deaths.RedoAsync(() => driver.HandleAsync(new(message.Message, id.Value, message.MailKey)));
        }
    }

    private async Task<RequestId> LandedWishAsync(string subject, int number)
    {
        var id = RouterStorage.NewId(subject, number);
        var request = RouterStorage.RequestOf(id) with
        {
            Subject = subject, State = RequestState.Routed, Kind = RequestKind.Building, Probabilities = new(0.1, 0.8, 0.1), ComponentId = "editor", OwnerId = "ann",
        };
        await storage.Partitions.CommitAsync(
            id, null, new Stage(StageNames.Receive, request) { Text = $"Please add a {subject}.", Outbox = [new OutboxMessage(MessageNames.AddToBacklog)] }, Token);
        await new DestinationDriver(storage).AddToBacklogAsync(id);
        return Id(id);
    }

    private static RequestId Id(string id) => RequestId.TryParse(id, out var known) ? known : throw new InvalidOperationException(id);

    private async Task<Partition> LoadAsync(RequestId id) => (await storage.Partitions.LoadAsync(id.Value, Token))!;

    private async Task<BoardListing?> BoardAsync(RequestId itemId) =>
        await storage.Views.BoardAsync(Token).FirstOrDefaultAsync(listing => listing.Item.Id == itemId.Value, Token);
}
