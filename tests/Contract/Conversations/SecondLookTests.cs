using Router.Contract.Storage;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Triage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

/// <summary>What was ignored or left out, and a person says otherwise.</summary>
public sealed class SecondLookTests
{
    private const string Absence = "I am out of the office until Monday. For urgent matters call our desk.";
    private static readonly Team Team = new() { People = [], Components = [], Promise = "soon" };
    private readonly RouterStorage storage;
    private readonly MailDesk desk;
    private readonly SecondLook look;

    public SecondLookTests(AzuriteFixture azurite)
    {
        storage = new RouterStorage(azurite);
        desk = new MailDesk(storage);
        var models = new ModelInUse(ModelInUse.Shipped);
        look = new SecondLook(storage.Partitions, storage.Committer, new TriagePolicy(new ModelClassifier(models, new()), new(models), Team, new()), new KnownPeople(storage.Account, storage.Time), Team);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeUpAsync_Ignored_GoesOnAndTheNextOfTheSenderIsNotIgnored()
    {
        var id = await IgnoredAsync("away-1", "lee@holiday.example");

        Assert.True(await look.TakeUpAsync(IdOf(id), Actor.OnAll("kim"), Token));
        Assert.True(await look.TakeUpAsync(IdOf(id), Actor.OnAll("kim"), Token));

        var taken = await desk.LoadAsync(id);
        Assert.False(taken.Request!.IsAutomatic);
        Assert.Contains(taken.Request.State, (RequestState[])[RequestState.Routed, RequestState.Waiting]);
        Assert.NotNull(taken.Request.Probabilities);
        Assert.Single(taken.Timeline, happened => happened.Text == "kim says that a person wrote it.");
        Assert.False((await LoadAsync(Away("away-2", "lee@holiday.example"))).IsAutomatic);
        Assert.True((await LoadAsync(Away("away-3", "other@holiday.example"))).IsAutomatic);
    }

    [Fact]
    public async Task TakeUpAsync_HeaderOfAMachine_StillAMachines()
    {
        await look.TakeUpAsync(IdOf(await IgnoredAsync("away-4", "max@holiday.example")), Actor.OnAll("kim"), Token);

        Assert.True((await LoadAsync(Mail("away-5", "max@holiday.example", Absence, headers: "Auto-Submitted: auto-replied"))).IsAutomatic);
    }

    [Fact]
    public async Task TakeUpAsync_OfNobodyIgnored_NothingChanges()
    {
        var id = await desk.ReceiveAsync(Mail("asks"));

        Assert.True(await look.TakeUpAsync(IdOf(id), Actor.OnAll("kim"), Token));
        Assert.False(await look.TakeUpAsync(RequestId.From(Channel.Email, "email", "nothing"), Actor.OnAll("kim"), Token));

        Assert.Equal(RequestState.Received, (await desk.LoadAsync(id)).Request!.State);
    }

    [Fact]
    public async Task TakeWholeAsync_OpeningMail_ItsTextAndTheRawBytesAreThere()
    {
        var id = await desk.ReceiveAsync(Mail("cut", text: "Please cancel our plan.\r\n\r\n-- \r\nKim\r\nAcme"));
        var request = (await desk.LoadAsync(id)).Request!;
        var key = AttachmentStore.MailKeyOf(request.ContentHash);
        var mime = await new RawPayloadStore(storage.Account).FindAsync(id, key, Token);

        Assert.Equal("Please cancel our plan.", (await desk.LoadAsync(id)).Text);
        Assert.Contains("Acme", System.Text.Encoding.UTF8.GetString(mime!), StringComparison.Ordinal);
        Assert.True(await look.TakeWholeAsync(IdOf(id), key, "Please cancel our plan.\n\n--\nKim\nAcme", Actor.OnAll("kim"), Token));

        var whole = await desk.LoadAsync(id);
        Assert.EndsWith("Acme", whole.Text, StringComparison.Ordinal);
        Assert.Contains(whole.Timeline, happened => happened.Text.StartsWith("Triage reads the whole as", StringComparison.Ordinal));
        Assert.Null(await new RawPayloadStore(storage.Account).FindAsync(id, "0000", Token));
    }

    private static ReceivedMailOf Away(string id, string from) => new(id, from);

    private static RequestId IdOf(string id) => RequestId.TryParse(id, out var known) ? known : throw new FormatException(id);

    private async Task<Request> LoadAsync(Router.Conversations.ReceivedMail mail) => (await desk.LoadAsync(await desk.ReceiveAsync(mail))).Request!;

    private Task<Request> LoadAsync(ReceivedMailOf away) => LoadAsync(Mail(away.Id, away.From, Absence, "Automatic reply: Help"));

    // As triage leaves a machine's mail.
    private async Task<string> IgnoredAsync(string id, string from)
    {
        var request = await LoadAsync(Away(id, from));
        Assert.True(request.IsAutomatic);
        var stage = new Stage(StageNames.Triage, request with { State = RequestState.Ignored, StateReason = "A machine wrote it." });
        await storage.Committer.CommitAsync(await desk.LoadAsync(request.Id), stage, Token);
        return request.Id;
    }

    private sealed record ReceivedMailOf(string Id, string From);
}
