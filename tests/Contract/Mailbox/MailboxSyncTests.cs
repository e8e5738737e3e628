using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Router.Contract.Connectors.Graph;
using Router.Contract.Storage;
using Router.GraphStandIn.Mails;
using Router.Kit;

namespace Router.Contract.Mailbox;

/// <summary>Our side of the mailbox on real storage, with the stand-in; each test has a storage account of its own, for the mailbox's state is one.</summary>
public sealed class MailboxSyncTests : IAsyncLifetime
{
    private Azurite azurite = null!;
    private GraphTarget target = null!;
    private MailboxSync sync = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        azurite = await Azurite.StartAsync();
        target = await GraphTarget.StartStandInAsync();
        sync = new MailboxSync(new RouterStorage(azurite.ConnectionString), target, options => options.ImportDays = 90);
        // The stand-in keeps real time.
        sync.Storage.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
    }

    public async ValueTask DisposeAsync()
    {
        await target.DisposeAsync();
        azurite.Dispose();
    }

    [Fact]
    public async Task Reconcile_MailThatNothingAnnounced_TakenInOnce()
    {
        var mail = Put("unannounced");

        await sync.Reconciler.RunIfDueAsync(Token);
        await sync.FetchAsync();
        sync.Storage.Time.Advance(TimeSpan.FromMinutes(6));
        await sync.Reconciler.RunIfDueAsync(Token);

        Assert.Equal(mail.ImmutableId, Assert.Single(sync.Announced).Envelope.MailKey);
        Assert.Empty(await sync.Store.OpenAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Reconcile_NotDue_AsksNothing()
    {
        await sync.Reconciler.RunIfDueAsync(Token);
        target.StandIn.Faults.FailNext(1, 500, "ErrorInternalServerError");

        await sync.Reconciler.RunIfDueAsync(Token);

        Assert.NotNull(target.StandIn.Faults.TakeFailure());
    }

    [Fact]
    public async Task Reconcile_Wanted_DueAtOnce()
    {
        await sync.Reconciler.RunIfDueAsync(Token);
        sync.Storage.Time.Advance(TimeSpan.FromSeconds(1));
        Put("wanted");
        await sync.Store.WantComparisonAsync(Token);

        await sync.Reconciler.RunIfDueAsync(Token);

        Assert.Single(sync.Announced);
    }

    [Fact]
    public async Task Reconcile_LinkExpired_BeginsAnewAndDoublesNothing()
    {
        Put("before");
        await sync.Reconciler.RunIfDueAsync(Token);
        await sync.FetchAsync();
        target.StandIn.Faults.ExpireDeltaLinks();
        Put("after");
        sync.Storage.Time.Advance(TimeSpan.FromMinutes(6));

        await sync.Reconciler.RunIfDueAsync(Token);

        Assert.Equal(2, sync.Announced.Count);
    }

    [Fact]
    public async Task Reconcile_TwoRunsAtOnce_EachMailTakenInOnce()
    {
        for (var number = 0; number < 120; number++)
        {
            Put($"twin-{number}");
        }

        await Task.WhenAll(sync.Reconciler.RunIfDueAsync(Token), sync.Reconciler.RunIfDueAsync(Token));
        await sync.Reconciler.RunIfDueAsync(Token);

        Assert.Equal(120, sync.Announced.Select(message => message.Envelope.MailKey).Distinct().Count());
        Assert.NotNull((await sync.Store.LoadProgressAsync(Token)).CompletedAt);
    }

    [Fact]
    public async Task Reconcile_MailThatCouldNotBeFetched_AnnouncedUnderAnotherIdUntilItCan()
    {
        Put("hard");
        await sync.Reconciler.RunIfDueAsync(Token);
        target.StandIn.Faults.FailNext(1, 403, "ErrorAccessDenied");
        await sync.FetchAsync();
        Assert.Equal("403 ErrorAccessDenied", Assert.Single(await sync.Store.OpenAsync(TimeSpan.Zero, Token)).Failure);

        sync.Storage.Time.Advance(TimeSpan.FromMinutes(6));
        await sync.Reconciler.RunIfDueAsync(Token);
        Assert.Equal(2, sync.Announced.Select(message => message.MessageId).Distinct().Count());
        await sync.FetchAsync();

        Assert.Empty(await sync.Store.OpenAsync(TimeSpan.Zero, Token));
    }

    /// <summary>Once noted as open after its receipt, a mail was announced every five minutes for ever.</summary>
    [Fact]
    public async Task Reconcile_MailTakenInWhileItWasNoted_NotAnnouncedForEver()
    {
        var mail = Put("raced");
        await sync.Notifications.ReceiveAsync(Notification(mail.ImmutableId), Token);
        await sync.FetchAsync();
        await sync.Store.NoteOpenAsync(mail.ImmutableId, null, Token);

        sync.Storage.Time.Advance(TimeSpan.FromMinutes(6));
        await sync.Reconciler.RunIfDueAsync(Token);
        await sync.FetchAsync();

        Assert.Empty(await sync.Store.OpenAsync(TimeSpan.Zero, Token));
    }

    /// <summary>The stored link is one of the folder before.</summary>
    [Fact]
    public async Task Reconcile_AnotherFolderInTheSettings_BeginsThere()
    {
        await sync.Reconciler.RunIfDueAsync(Token);
        var moved = Put("moved");
        target.StandIn.Mails.Move(moved, "archive");
        var changed = new MailboxSync(sync.Storage, target, options => (options.Folder, options.ImportDays) = ("archive", 90));

        await changed.Reconciler.RunIfDueAsync(Token);

        Assert.Equal([moved.ImmutableId], changed.Announced.Select(message => message.Envelope.MailKey));
        Assert.NotNull((await changed.Store.LoadProgressAsync(Token)).CompletedAt);
    }

    /// <summary>Graph repeats the client state that a subscription was made with: kept, it would announce nothing that we take.</summary>
    [Fact]
    public async Task Keep_AnotherClientStateInTheSettings_MadeAnew()
    {
        await using var site = await SiteAsync();
        await sync.Keeper.RunIfDueAsync(Token);
        var changed = new MailboxSync(sync.Storage, target, options => options.ClientState = "another-client-state-of-the-tests");

        await changed.Keeper.RunIfDueAsync(Token);
        await changed.Keeper.RunIfDueAsync(Token);

        Assert.Equal("another-client-state-of-the-tests", Assert.Single(target.StandIn.Subscriptions.Standing).ClientState);
    }

    [Fact]
    public async Task Fetch_MailGoneMeanwhile_NotAnnouncedAgain()
    {
        var mail = Put("gone");
        await sync.Reconciler.RunIfDueAsync(Token);
        target.StandIn.Mails.Delete(mail);
        await sync.FetchAsync();
        sync.Storage.Time.Advance(TimeSpan.FromMinutes(6));

        await sync.Reconciler.RunIfDueAsync(Token);

        Assert.Single(sync.Announced);
    }

    [Fact]
    public async Task Fetch_ReplyWhoseOriginalNothingAnnounced_BothInOneRequest()
    {
        Put("original", "Please help.");
        var reply = Put("reply", "Any news?", "In-Reply-To: <original@customer.example>");

        await sync.Notifications.ReceiveAsync(Notification(reply.ImmutableId), Token);
        await sync.FetchAsync();

        var request = (await sync.Storage.Partitions.LoadAsync((await sync.Desk.Index.FindByMessageIdAsync("original@customer.example", Token))[0], Token))!;
        Assert.Equal(("Please help.", "Any news?"), (request.Text, Assert.Single(request.FollowUps).Text));
    }

    [Fact]
    public async Task Keep_NoSubscription_MadeOnceAndRenewedAtHalfItsLife()
    {
        await using var site = await SiteAsync();
        await sync.Keeper.RunIfDueAsync(Token);
        await sync.Keeper.RunIfDueAsync(Token);
        var made = Assert.Single(target.StandIn.Subscriptions.Standing);

        sync.Storage.Time.Advance(TimeSpan.FromDays(1.6));
        await sync.Keeper.RunIfDueAsync(Token);

        var renewed = Assert.Single(target.StandIn.Subscriptions.Standing);
        Assert.Equal(made.Id, renewed.Id);
        Assert.True(renewed.ExpiresAt > made.ExpiresAt);
    }

    [Fact]
    public async Task Keep_RemovedAndTold_MadeAnewAndComparisonWanted()
    {
        await using var site = await SiteAsync();
        await sync.Keeper.RunIfDueAsync(Token);
        await sync.Reconciler.RunIfDueAsync(Token);
        var removed = Assert.Single(target.StandIn.Subscriptions.Standing);
        target.StandIn.Subscriptions.Remove(removed.Id);
        sync.Storage.Time.Advance(TimeSpan.FromSeconds(5));

        await sync.Notifications.ReceiveLifecycleAsync(Lifecycle("subscriptionRemoved"), Token);
        await sync.Keeper.RunIfDueAsync(Token);

        Assert.NotEqual(removed.Id, Assert.Single(target.StandIn.Subscriptions.Standing).Id);
        Assert.True(await sync.Store.ComparisonWantedAtAsync(Token) > (await sync.Store.LoadProgressAsync(Token)).CompletedAt);
    }

    [Fact]
    public async Task Keep_MadeAndNotNotedForACrash_FoundAgain()
    {
        await using var site = await SiteAsync();
        await sync.Keeper.RunIfDueAsync(Token);
        await sync.Store.ForgetSubscriptionAsync(Token);

        await sync.Keeper.RunIfDueAsync(Token);

        Assert.Single(target.StandIn.Subscriptions.Standing);
    }

    // The app's own address, as far as the handshake goes.
    private static async Task<WebApplication> SiteAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, new Uri(MailboxSync.SiteUrl).Port));
        var site = builder.Build();
        site.MapPost("/api/email/{kind}", (string validationToken) => TypedResults.Text(validationToken));
        await site.StartAsync(Token);
        return site;
    }

    private byte[] Notification(params string[] ids) => Body(ids.Select(id => new JsonObject { ["clientState"] = target.MailboxOptions.ClientState, ["resourceData"] = new JsonObject { ["id"] = id } }));

    private byte[] Lifecycle(string name) => Body([new JsonObject { ["clientState"] = target.MailboxOptions.ClientState, ["lifecycleEvent"] = name }]);

    private static byte[] Body(IEnumerable<JsonObject> items) => Encoding.UTF8.GetBytes(new JsonObject { ["value"] = new JsonArray([.. items]) }.ToJsonString());

    private StoredMail Put(string id, string text = "Text", string headers = "") => target.StandIn.Mails.Add(MailOf(id, text, headers));

    private static byte[] MailOf(string id, string text, string headers) => Encoding.UTF8.GetBytes(
        $"From: kim@customer.example\r\nTo: support@own.example\r\nSubject: {id}\r\nMessage-ID: <{id}@customer.example>\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}\r\n{text}\r\n");
}
