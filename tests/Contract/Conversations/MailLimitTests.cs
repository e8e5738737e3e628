using Router.Contract.Storage;
using Router.Conversations;
using Router.Requests;
using Router.Storage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

/// <summary>More mail in one address's name than one sender may send within a day: nothing of it is lost, and nothing follows from it.</summary>
public sealed class MailLimitTests(AzuriteFixture azurite)
{
    private readonly MailDesk desk = new(new RouterStorage(azurite), email: Taking(2));

    [Fact]
    public async Task ReceiveAsync_BeyondTheQuota_TakenInAndWaitsForAPerson()
    {
        var within = await desk.ReceiveAsync(Mail("within-1"));
        await desk.ReceiveAsync(Mail("within-2"));
        var beyond = await desk.ReceiveAsync(Mail("beyond-1", headers: "Cc: mallory@evil.example"));
        var other = await desk.ReceiveAsync(Mail("beyond-other", from: "ann@customer.example"));

        var held = (await desk.LoadAsync(beyond)).Request!;
        Assert.Equal((RequestState.Waiting, SenderDoubt.BeyondQuota), (held.State, held.Doubt!.Why));
        Assert.Equal(DoubtWords.Of(SenderDoubt.BeyondQuota), held.StateReason);
        Assert.NotNull(held.NoAutomaticReply);
        Assert.Equal(["kim@customer.example"], held.Parties);
        foreach (var id in new[] { within, other })
        {
            var request = (await desk.LoadAsync(id)).Request!;
            Assert.Equal((RequestState.Received, null), (request.State, request.Doubt));
        }
    }

    [Fact]
    public async Task ReceiveAsync_BeyondTheQuotaInAConversation_JoinsHeldAndCanBeBelieved()
    {
        var first = await desk.ReceiveAsync(Mail("long"));
        await desk.ReceiveAsync(Mail("long-2", headers: Answering("long")));
        var beyond = Mail("long-3", text: "And one more thing.", headers: Answering("long"));

        Assert.Equal([first, first], [await desk.ReceiveAsync(beyond), await desk.ReceiveAsync(beyond)]);

        var partition = await desk.LoadAsync(first);
        Assert.Equal(2, partition.FollowUps.Count);
        var held = Assert.Single(partition.FollowUps, mail => mail.Doubt is not null);
        Assert.Equal(("And one more thing.", SenderDoubt.BeyondQuota), (held.Text, held.Doubt!.Why));
        Assert.True(partition.Request!.HasHeld);
        Assert.True(RequestId.TryParse(first, out var id));
        Assert.True(await desk.Beliefs.SayAsync(id, held.Key, DoubtState.Believed, "sasha", TestContext.Current.CancellationToken));
        Assert.False((await desk.LoadAsync(first)).Request!.HasHeld);
    }

    /// <summary>Else whoever writes in a customer's name could have all that they write themselves held.</summary>
    [Fact]
    public async Task ReceiveAsync_ManyForgedInACustomersName_TheirOwnProvenMailIsTaken()
    {
        for (var forged = 0; forged < 5; forged++)
        {
            await desk.ReceiveAsync(Mail($"flood-{forged}", isProven: false));
        }

        var request = (await desk.LoadAsync(await desk.ReceiveAsync(Mail("flood-genuine")))).Request!;
        Assert.Equal((RequestState.Received, null), (request.State, request.Doubt));
    }

    [Fact]
    public async Task ReceiveAsync_TheSameMailAgain_CountsOnce()
    {
        var mail = Mail("again");
        for (var copy = 0; copy < 5; copy++)
        {
            await desk.ReceiveAsync(mail);
        }

        Assert.Null((await desk.LoadAsync(await desk.ReceiveAsync(Mail("again-2")))).Request!.Doubt);
    }

    [Fact]
    public async Task ReceiveAsync_DecidedAsBeyondBeforeACrash_HeldByWhoeverTakesItInThen()
    {
        var hash = (await desk.LoadAsync(await desk.ReceiveAsync(Mail("crash-before")))).Request!.ContentHash;
        var later = new MailDesk(new RouterStorage(azurite));
        var id = (await later.LoadAsync(await later.ReceiveAsync(Mail("crash-before")))).Key;
        await later.Index.DecideAsync("crash@customer.example", hash, new MailPlace(id, MailFate.JoinsHeld, IsBeyondQuota: true), TestContext.Current.CancellationToken);

        await later.ReceiveAsync(Mail("crash"));

        var mail = Assert.Single((await later.LoadAsync(id)).FollowUps);
        Assert.Equal(SenderDoubt.BeyondQuota, mail.Doubt!.Why);
    }

    [Fact]
    public async Task ReceiveAsync_AMachineBeyondTheQuota_NobodyIsAskedToLook()
    {
        await desk.ReceiveAsync(Mail("machine-1"));
        await desk.ReceiveAsync(Mail("machine-2"));

        var beyond = await desk.ReceiveAsync(Mail("machine-3", headers: "Auto-Submitted: auto-generated"));

        Assert.Equal(RequestState.Received, (await desk.LoadAsync(beyond)).Request!.State);
    }
}
