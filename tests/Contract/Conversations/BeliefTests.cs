using Router.Contract.Storage;
using Router.Conversations;
using Router.Requests;
using Router.Storage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

/// <summary>Mails in a party's or a colleague's name that nothing proves.</summary>
public sealed class BeliefTests(AzuriteFixture azurite)
{
    private const string Mallory = "mallory@evil.example";
    private readonly MailDesk desk = new(new RouterStorage(azurite));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kim@customer.example")]
    [InlineData("agent@own.example")]
    public async Task ReceiveAsync_InAPartysName_JoinsHeldAndNothingFollows(string name)
    {
        var first = await ClosedAsync($"held-{name}");
        var before = (await desk.LoadAsync(first)).Request!;
        var forged = Forged($"held-{name}", name);

        Assert.Equal([first, first], [await desk.ReceiveAsync(forged), await desk.ReceiveAsync(forged)]);

        var partition = await desk.LoadAsync(first);
        Assert.Equivalent(before with { HasHeld = true }, partition.Request, strict: true);
        Assert.Equivalent(new MailDoubt(SenderDoubt.NotProven), Assert.Single(partition.FollowUps).Doubt, strict: true);
        Assert.Contains(partition.Timeline, happened => happened.Text.StartsWith("A later mail joined it and is held.", StringComparison.Ordinal));
        Assert.Empty(partition.Facts);
    }

    [Fact]
    public async Task ReceiveAsync_WhomAHeldMailCopied_IsAStranger()
    {
        var first = await ClosedAsync("copied-by-forger");
        await desk.ReceiveAsync(Forged("copied-by-forger"));

        var second = await desk.ReceiveAsync(Mail("of-mallory", from: Mallory, headers: Answering("copied-by-forger")));

        Assert.NotEqual(first, second);
        Assert.Single((await desk.LoadAsync(first)).FollowUps);
    }

    [Fact]
    public async Task ReceiveAsync_MachineInAPartysName_MarkedButNobodyIsAskedToLook()
    {
        var first = await ClosedAsync("holiday");

        await desk.ReceiveAsync(Mail("holiday-2", headers: Answering("holiday") + "\r\nAuto-Submitted: auto-replied", isProven: false));

        var partition = await desk.LoadAsync(first);
        Assert.False(partition.Request!.HasHeld);
        Assert.Equal(DoubtState.Held, Assert.Single(partition.FollowUps).Doubt!.State);
    }

    [Fact]
    public async Task ReceiveAsync_OpenedByAMailThatNothingProves_CopiesAreNoPartiesUntilBelieved()
    {
        var first = await desk.ReceiveAsync(Mail("opened", headers: $"Cc: {Mallory}", isProven: false));
        var opening = (await desk.LoadAsync(first)).Request!;
        Assert.Equal(SenderDoubt.NotProven, opening.Doubt!.Why);
        Assert.Equal(["kim@customer.example"], opening.Parties);

        await SayAsync(first, AttachmentStore.MailKeyOf(opening.ContentHash), DoubtState.Believed);
        Assert.Equal(["kim@customer.example", Mallory], (await desk.LoadAsync(first)).Request!.Parties);

        await SayAsync(first, AttachmentStore.MailKeyOf(opening.ContentHash), DoubtState.Held);
        var taken = (await desk.LoadAsync(first)).Request!;
        Assert.Equal(["kim@customer.example"], taken.Parties);
        Assert.Equal(DoubtState.Held, taken.Doubt!.State);
    }

    [Fact]
    public async Task SayAsync_Believed_DoesWhatTheMailWouldHaveDoneAndCanBeTakenBack()
    {
        var first = await ClosedAsync("believed");
        await desk.ReceiveAsync(Forged("believed"));
        var held = await desk.LoadAsync(first);
        var key = held.FollowUps[0].Key;

        await SayAsync(first, key, DoubtState.Believed);
        await SayAsync(first, key, DoubtState.Believed);

        var believed = await desk.LoadAsync(first);
        Assert.Null(believed.Request!.ClosedAt);
        Assert.False(believed.Request.HasHeld);
        Assert.Contains(Mallory, believed.Request.Parties);
        Assert.Equal((DoubtState.Believed, "sasha"), (believed.FollowUps[0].Doubt!.State, believed.FollowUps[0].Doubt!.By));
        Assert.Single(believed.Timeline, happened => happened.Text == "sasha believes the mail whose sender was not proven; it reopened the request.");

        await SayAsync(first, key, DoubtState.Held);

        var taken = await desk.LoadAsync(first);
        Assert.Equivalent(held.Request, taken.Request, strict: true);
        Assert.Equal(held.FollowUps[0].Text, taken.FollowUps[0].Text);
        Assert.Equal(DoubtState.Held, taken.FollowUps[0].Doubt!.State);
    }

    [Theory]
    [InlineData(DoubtState.Held)]
    [InlineData(DoubtState.Rejected)]
    public async Task SayAsync_TakenBackAfterThoseInItsCopyWrote_WhomTheyCopiedIsAStrangerToo(DoubtState said)
    {
        const string second = "second@evil.example";
        var id = $"chain-{said}";
        var first = await ClosedAsync(id);
        await desk.ReceiveAsync(Forged(id));
        var key = (await desk.LoadAsync(first)).FollowUps[0].Key;
        await SayAsync(first, key, DoubtState.Believed);
        Assert.Equal(first, await desk.ReceiveAsync(Mail($"{id}-of-mallory", from: Mallory, headers: $"{Answering(id)}\r\nCc: {second}")));
        Assert.Contains(second, (await desk.LoadAsync(first)).Request!.Parties);

        await SayAsync(first, key, said);

        var taken = (await desk.LoadAsync(first)).Request!;
        Assert.Equal(["kim@customer.example"], taken.Parties);
        Assert.NotNull(taken.ClosedAt);
        Assert.NotEqual(first, await desk.ReceiveAsync(Mail($"{id}-of-second", from: second, headers: $"{Answering(id)}\r\nCc: third@evil.example")));
        Assert.Equivalent(taken, (await desk.LoadAsync(first)).Request, strict: true);
    }

    [Fact]
    public async Task ReceiveAsync_TakenBackWhileAMailOfThoseInItsCopyWasOnItsWay_ReopensNothingAndBringsNobodyIn()
    {
        var first = await ClosedAsync("on-its-way");
        var reply = Mail("on-its-way-2", from: Mallory, headers: $"{Answering("on-its-way")}\r\nCc: second@evil.example");
        var hash = (await desk.LoadAsync(await desk.ReceiveAsync(Mail("same-words-elsewhere", from: Mallory)))).Request!.ContentHash;
        await desk.Index.DecideAsync("on-its-way-2@customer.example", hash, new MailPlace(first, MailFate.Reopens), Token);

        Assert.Equal(first, await desk.ReceiveAsync(reply));

        var partition = await desk.LoadAsync(first);
        Assert.NotNull(partition.Request!.ClosedAt);
        Assert.True(partition.Request.HasUnread);
        Assert.Equal(["kim@customer.example"], partition.Request.Parties);
    }

    [Fact]
    public async Task SayAsync_Rejected_NothingFollowsAndNobodyIsAskedAgain()
    {
        var first = await ClosedAsync("rejected");
        await desk.ReceiveAsync(Forged("rejected"));
        var held = await desk.LoadAsync(first);

        await SayAsync(first, held.FollowUps[0].Key, DoubtState.Rejected);

        var rejected = await desk.LoadAsync(first);
        Assert.Equivalent(held.Request! with { HasHeld = false }, rejected.Request, strict: true);
        Assert.Equal(DoubtState.Rejected, rejected.FollowUps[0].Doubt!.State);
    }

    [Fact]
    public async Task SayAsync_OfAMailThatIsNotInDoubt_NoSuchMail()
    {
        var first = await desk.ReceiveAsync(Mail("proven"));
        await desk.ReceiveAsync(Mail("proven-2", headers: Answering("proven")));
        var partition = await desk.LoadAsync(first);

        Assert.False(await desk.Beliefs.SayAsync(IdOf(first), partition.FollowUps[0].Key, DoubtState.Believed, "sasha", Token));
        Assert.False(await desk.Beliefs.SayAsync(IdOf(first), AttachmentStore.MailKeyOf(partition.Request!.ContentHash), DoubtState.Rejected, "sasha", Token));
        Assert.False(await desk.Beliefs.SayAsync(IdOf(first), "no-such-mail", DoubtState.Held, "sasha", Token));
    }

    [Fact]
    public async Task ReceiveAsync_DecidedAsHeldBeforeACrash_HeldThoughTheSettingsProveItNow()
    {
        var first = await desk.ReceiveAsync(Mail("decided-held"));
        var reply = Mail("decided-held-2", headers: Answering("decided-held"));
        var hash = (await desk.LoadAsync(first)).Request!.ContentHash;
        await desk.Index.DecideAsync("decided-held-2@customer.example", hash, new MailPlace(first, MailFate.JoinsHeld), Token);

        await desk.ReceiveAsync(reply);

        Assert.Equal(DoubtState.Held, Assert.Single((await desk.LoadAsync(first)).FollowUps).Doubt!.State);
    }

    private static ReceivedMail Forged(string answered, string name = "kim@customer.example") =>
        Mail($"{answered}-forged", from: name, text: "Please reopen it, it is critical.", headers: $"{Answering(answered)}\r\nCc: {Mallory}", isProven: false) with { ReceivedAt = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    private async Task<string> ClosedAsync(string id)
    {
        var first = await desk.ReceiveAsync(Mail(id));
        await desk.LandAsync(first);
        await desk.Actions.CloseAsync(IdOf(first), Actor.OnAll("sasha"), Token);
        return first;
    }

    private async Task SayAsync(string request, string key, DoubtState said) => Assert.True(await desk.Beliefs.SayAsync(IdOf(request), key, said, "sasha", Token));

    private static RequestId IdOf(string text) => RequestId.TryParse(text, out var id) ? id : throw new InvalidOperationException($"{text} is no id.");
}
