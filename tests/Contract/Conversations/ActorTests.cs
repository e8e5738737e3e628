using Router.Contract.Storage;
using Router.Requests;
using Router.Storage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

/// <summary>A request that moves to another component between an owner's click and its commit is not theirs to act on any more.</summary>
public sealed class ActorTests(AzuriteFixture azurite)
{
    private const string Own = "web-engine";
    private readonly MailDesk desk = new(new RouterStorage(azurite));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CloseAsync_OfAnothersComponent_RefusedAndNothingIsChanged()
    {
        var id = await LandedAsync("anothers");
        var before = await desk.LoadAsync(id.Value);

        await Assert.ThrowsAsync<NotTheirsException>(() => desk.Actions.CloseAsync(id, new Actor("owner", component => component == "another"), Token));

        Assert.Equal(before.Version, (await desk.LoadAsync(id.Value)).Version);
    }

    [Fact]
    public async Task CloseAsync_MovedBetweenTheLookAndTheCommit_RefusedAndNothingIsChanged()
    {
        var id = await LandedAsync("moves");
        var looks = 0;
        var owner = new Actor("owner", component =>
        {
            if (looks++ == 0)
            {
                MoveAsync(id).GetAwaiter().GetResult();
            }

            return component == Own;
        });

        await Assert.ThrowsAsync<NotTheirsException>(() => desk.Actions.CloseAsync(id, owner, Token));

        var partition = await desk.LoadAsync(id.Value);
        Assert.Equal(2, looks);
        Assert.Null(partition.Request!.ClosedAt);
        Assert.DoesNotContain(partition.Timeline, happened => happened.Text.StartsWith("Closed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CloseAsync_OfTheirOwn_Closed()
    {
        var id = await LandedAsync("own");

        Assert.True(await desk.Actions.CloseAsync(id, new Actor("owner", component => component == Own), Token));

        Assert.NotNull((await desk.LoadAsync(id.Value)).Request!.ClosedAt);
    }

    private async Task<RequestId> LandedAsync(string name)
    {
        var id = await desk.ReceiveAsync(Mail($"actor-{name}"));
        await desk.LandAsync(id);
        await MoveAsync(id, Own);
        return RequestId.TryParse(id, out var known) ? known : throw new InvalidOperationException($"{id} is no id.");
    }

    private Task MoveAsync(RequestId id) => MoveAsync(id.Value, "another");

    private async Task MoveAsync(string id, string component)
    {
        var before = await desk.LoadAsync(id);
        await desk.Storage.Committer.CommitAsync(before, new Stage($"move-{component}", before.Request! with { ComponentId = component }), Token);
    }
}
