using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Router.Mailbox;

namespace Router.Contract.Connectors.Graph;

/// <summary>What a real service does at its own time, by the stand-in's switches; through Microsoft's own client.</summary>
public sealed partial class StandInTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<JsonNode> posted = new();
    private GraphTarget target = null!;
    private WebApplication subscriber = null!;
    private Func<HttpContext, Task<bool>>? answersItself;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Url => subscriber.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        target = await GraphTarget.StartStandInAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        subscriber = builder.Build();
        subscriber.MapPost("/{kind}", AnswerAsync);
        await subscriber.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await target.DisposeAsync();
        await subscriber.DisposeAsync();
    }

    [Fact]
    public async Task Send_Twice_Refused()
    {
        var draft = await target.Mailbox.CreateDraftAsync(Mail("twice"), Token);
        await target.Mailbox.SendAsync(draft.Id, Token);
        await UntilAsync(() => target.StandIn.Mails.Find(draft.Id)!.IsDraft is false);

        Assert.Equal(400, (await Assert.ThrowsAsync<MailboxException>(() => target.Mailbox.SendAsync(draft.Id, Token))).Status);
    }

    [Fact]
    public async Task Send_UnavailableOnce_NotRepeatedByItself()
    {
        var draft = await target.Mailbox.CreateDraftAsync(Mail("careful"), Token);
        target.StandIn.Faults.FailNext(1, 503, "ServiceUnavailable", retryAfterSeconds: 1);

        // It may have left all the same: whoever sends looks first.
        Assert.Equal(503, (await Assert.ThrowsAsync<MailboxException>(() => target.Mailbox.SendAsync(draft.Id, Token))).Status);
        Assert.True(target.StandIn.Mails.Find(draft.Id)!.IsDraft);
    }

    [Fact]
    public async Task ReadMime_Incoming_ByteForByte()
    {
        var mail = target.StandIn.Mails.Add(Mail("bytes"));

        Assert.Equal(Mail("bytes"), await target.Mailbox.ReadMimeAsync(mail.ImmutableId, Token));
    }

    [Fact]
    public async Task Move_ToAnotherFolder_SameImmutableId()
    {
        var mail = target.StandIn.Mails.Add(Mail("moved"));
        target.StandIn.Mails.Move(mail, "archive");

        Assert.Equal(mail.ImmutableId, (await target.Mailbox.FindAsync(mail.ImmutableId, Token))!.Id);
        Assert.NotEqual(mail.IdFor(immutable: false), mail.ImmutableId);
    }

    [Fact]
    public async Task ReadChanges_ManyMails_AllOfThemByPagesOf50()
    {
        var sent = Enumerable.Range(0, 120).Select(number => target.StandIn.Mails.Add(Mail($"page-{number}")).ImmutableId).ToHashSet();

        var pages = await PagesAsync(null);

        Assert.Equal([50, 50, 20], pages.Select(page => page.Items.Count));
        Assert.Equal(sent, pages.SelectMany(page => page.Items).Select(item => item.Id).ToHashSet());
    }

    [Fact]
    public async Task ReadChanges_Later_OnlyWhatIsNewAndNothingRemoved()
    {
        var gone = target.StandIn.Mails.Add(Mail("gone"));
        var link = (await PagesAsync(null))[^1].Next;
        target.StandIn.Mails.Move(gone, "archive");
        var added = target.StandIn.Mails.Add(Mail("added"));

        Assert.Equal([added.ImmutableId], (await PagesAsync(link)).SelectMany(page => page.Items).Select(item => item.Id));
    }

    [Fact]
    public async Task ReadChanges_Since_NothingOlder()
    {
        target.StandIn.Mails.Add(Mail("old"));

        Assert.Empty((await target.Mailbox.ReadChangesAsync(null, TimeProvider.System.GetUtcNow().AddHours(1), Token)).Items);
    }

    [Fact]
    public async Task ReadChanges_OldLink_Expired()
    {
        var link = (await PagesAsync(null))[^1].Next;
        target.StandIn.Faults.ExpireDeltaLinks();

        await Assert.ThrowsAsync<DeltaExpiredException>(() => target.Mailbox.ReadChangesAsync(link, default, Token));
    }

    [Fact]
    public async Task ReadChanges_LinkElsewhere_NeverFollowed() =>
        await Assert.ThrowsAsync<DeltaExpiredException>(() => target.Mailbox.ReadChangesAsync($"{Url}/steal", default, Token));

    [Fact]
    public async Task Call_WrongKey_Refused()
    {
        var mailbox = target.ToMailbox(target.MailboxOptions, key: "another");

        var refused = await Assert.ThrowsAsync<MailboxException>(() => mailbox.ReadChangesAsync(null, default, Token));

        Assert.Equal((401, "InvalidAuthenticationToken", Router.Messaging.FailureCategory.Permanent), (refused.Status, refused.Code, refused.Category));
    }

    [Fact]
    public async Task Find_WrongMailbox_NotTakenForAMissingMail()
    {
        var mailbox = target.ToMailbox(target.With(options => options.Address = "nobody@own.example"));

        Assert.Equal("ErrorInvalidUser", (await Assert.ThrowsAsync<MailboxException>(() => mailbox.FindAsync("id", Token))).Code);
    }

    [Theory]
    [InlineData(429, "ApplicationThrottled")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Call_Busy_WaitedOut(int status, string code)
    {
        var mail = target.StandIn.Mails.Add(Mail("busy"));
        target.StandIn.Faults.FailNext(1, status, code, retryAfterSeconds: 1);

        Assert.NotNull(await target.Mailbox.FindAsync(mail.ImmutableId, Token));
    }

    [Fact]
    public async Task Call_BusyForLong_SaysHowLong()
    {
        target.StandIn.Faults.FailNext(9, 429, "ApplicationThrottled", retryAfterSeconds: 90);

        var refused = await Assert.ThrowsAsync<MailboxException>(() => target.Mailbox.ReadChangesAsync(null, default, Token));

        Assert.Equal((429, TimeSpan.FromSeconds(90), Router.Messaging.FailureCategory.Transient), (refused.Status, refused.RetryAfter, refused.Category));
    }

    [Theory]
    [InlineData(403, "ErrorAccessDenied", false)]
    [InlineData(500, "ErrorInternalServerError", true)]
    [InlineData(504, "UnknownError", true)]
    public async Task Call_Refused_AtOnceWithItsCode(int status, string code, bool mayPass)
    {
        target.StandIn.Faults.FailNext(1, status, code);

        var refused = await Assert.ThrowsAsync<MailboxException>(() => target.Mailbox.ReadChangesAsync(null, default, Token));

        Assert.Equal((status, code, mayPass), (refused.Status, refused.Code, refused.Category == Router.Messaging.FailureCategory.Transient));
    }

    [Fact]
    public async Task CreateDraft_AnswerLost_DraftThereAndFailureThatMayPass()
    {
        target.StandIn.Faults.LoseNextAnswers(1);

        var lost = await Assert.ThrowsAnyAsync<Exception>(() => target.Mailbox.CreateDraftAsync(Mail("lost"), Token));

        Assert.Equal(Router.Messaging.FailureCategory.Transient, Router.Messaging.FailureClassifier.Classify(lost));
        Assert.Single(await target.Mailbox.FindByMessageIdAsync("lost@customer.example", Token));
    }

    [Fact]
    public async Task Calls_Many_FourAtOnceAndNeverMore()
    {
        target.StandIn.Faults.Throttles = true;
        target.StandIn.Faults.HoldUntil(callsAtOnce: 4);
        var mails = Enumerable.Range(0, 60).Select(number => target.StandIn.Mails.Add(Mail($"many-{number}"))).ToList();

        await Task.WhenAll(mails.Select(mail => target.Mailbox.ReadMimeAsync(mail.ImmutableId, Token)));

        Assert.Equal(4, target.StandIn.MostCallsAtOnce);
    }

    private async Task<List<DeltaPage>> PagesAsync(string? link)
    {
        List<DeltaPage> pages = [];
        do
        {
            pages.Add(await target.Mailbox.ReadChangesAsync(link, TimeProvider.System.GetUtcNow().AddDays(-1), Token));
            link = pages[^1].Next;
        }
        while (!pages[^1].IsLast);
        return pages;
    }

    // Bounded by the test's own end.
    private static async Task UntilAsync(Func<bool> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static byte[] Mail(string id) => Encoding.UTF8.GetBytes($"From: kim@customer.example\r\nTo: support@own.example\r\nSubject: {id}\r\nMessage-ID: <{id}@customer.example>\r\n\r\nText of {id}.\r\n");
}
