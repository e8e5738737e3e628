using Router.Contract.Storage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

/// <summary>What mail hosts report of our mails, and who else may have written it.</summary>
public sealed class DeliveryReportTests(AzuriteFixture azurite)
{
    private readonly MailDesk desk = new(new RouterStorage(azurite));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReceiveAsync_ReportThatOurMailFailed_CustomerNotReachableUntilTheyWrite()
    {
        var first = await SentAsync("unreachable");
        var report = Mail(
            "report", from: "mailer-daemon@customer.example", headers: $"X-Failed-Recipients: kim@customer.example\r\nIn-Reply-To: <{desk.Mailbox.Sent[0].MessageId}>");

        Assert.Equal(first, await desk.ReceiveAsync(report));
        Assert.True((await desk.LoadAsync(first)).Request!.IsUnreachable);

        await desk.ReceiveAsync(Mail("reachable", headers: Answering("unreachable")));
        Assert.False((await desk.LoadAsync(first)).Request!.IsUnreachable);
    }

    [Theory]
    [InlineData("unproven", "mailer-daemon@customer.example", false)]
    [InlineData("of-another", "mailer-daemon@evil.example", true)]
    public async Task ReceiveAsync_ReportOfWhoeverHasSeenOurMail_MarksNobodyButAPersonLooks(string id, string from, bool isProven)
    {
        var first = await SentAsync(id);

        Assert.Equal(first, await desk.ReceiveAsync(Mail(
            $"{id}-2", from: from, headers: $"X-Failed-Recipients: kim@customer.example\r\nCc: mallory@evil.example\r\nIn-Reply-To: <{desk.Mailbox.Sent[0].MessageId}>", isProven: isProven)));

        var partition = await desk.LoadAsync(first);
        Assert.False(partition.Request!.IsUnreachable);
        Assert.True(partition.Request.HasUnread);
        Assert.Equal(["kim@customer.example"], partition.Request.Parties);
        Assert.Contains(partition.Timeline, happened => happened.Text.StartsWith("A report says that our mail did not arrive.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("daemon", "MAILER-DAEMON", "kim@customer.example", true)]
    [InlineData("nobody", "", "kim@customer.example", true)]
    [InlineData("about-another", "MAILER-DAEMON", "mallory@evil.example", false)]
    public async Task ReceiveAsync_ReportOfAHostWithoutADomain_MarksThePartyThatItNames(string id, string from, string failed, bool isMarked)
    {
        var first = await SentAsync(id);

        Assert.Equal(first, await desk.ReceiveAsync(Mail($"{id}-2", from: from, headers: $"X-Failed-Recipients: {failed}\r\nIn-Reply-To: <{desk.Mailbox.Sent[0].MessageId}>", isProven: false)));

        Assert.Equal(isMarked, (await desk.LoadAsync(first)).Request!.IsUnreachable);
    }

    [Fact]
    public async Task ReceiveAsync_ReportThatDoesNotSayFailed_BringsNobodyIn()
    {
        var first = await SentAsync("no-failure");

        Assert.Equal(first, await desk.ReceiveAsync(Mail(
            "no-failure-2", from: "postmaster@own.example", headers: $"Cc: mallory@evil.example\r\nIn-Reply-To: <{desk.Mailbox.Sent[0].MessageId}>", isProven: false)));

        var partition = await desk.LoadAsync(first);
        Assert.True(partition.Request!.HasUnread);
        Assert.Equal(["kim@customer.example"], partition.Request.Parties);
        Assert.True(Assert.Single(partition.FollowUps).IsAutomatic);
    }

    [Fact]
    public async Task ReceiveAsync_ReportAboutNoMailOfOurs_MarksNobody()
    {
        var first = await desk.ReceiveAsync(Mail("not-ours"));

        var report = await desk.ReceiveAsync(Mail("report-2", from: "mailer-daemon@evil.example", headers: "X-Failed-Recipients: kim@customer.example\r\n" + Answering("not-ours")));

        Assert.NotEqual(first, report);
        Assert.False((await desk.LoadAsync(first)).Request!.IsUnreachable);
    }

    /// <summary>A request whose reply we have sent.</summary>
    private async Task<string> SentAsync(string id)
    {
        var first = await desk.ReceiveAsync(Mail(id));
        await desk.LandAsync(first);
        await desk.DeliverAsync(first);
        await desk.Approval.SendAsync(first, "reply", "sasha", Token);
        await desk.SendAsync(first);
        return first;
    }
}
