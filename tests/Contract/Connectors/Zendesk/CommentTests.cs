using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Connectors.Zendesk;
using Router.Contract.Storage;
using Router.Messaging;
using Router.Requests;

namespace Router.Contract.Connectors.Zendesk;

public sealed class CommentTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string ticket = TicketDesk.NewTicket();
    private ZendeskStandIn zendesk = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, ZendeskFault> EachFault =>
        new(from call in new[] { 1, 2 } from fault in Enum.GetValues<ZendeskFault>() select (call, fault));

    /// <summary>The update is lost, and then something is wrong with each call that finds out about it.</summary>
    public static TheoryData<ZendeskFault, int, ZendeskFault> EachSecondFault => new(
        from first in new[] { ZendeskFault.LostBefore, ZendeskFault.LostAfter, ZendeskFault.Overtaken }
        from call in new[] { 3, 4, 5 }
        from second in new[] { ZendeskFault.LostBefore, ZendeskFault.LostAfter, ZendeskFault.Unavailable, ZendeskFault.Overtaken }
        select (first, call, second));

    public async ValueTask InitializeAsync() => zendesk = await ZendeskStandIn.StartAsync();

    public ValueTask DisposeAsync() => zendesk.DisposeAsync();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Send_Approved_OnePublicCommentAndNoMail(bool byOAuth, bool hasOldKey)
    {
        var desk = new TicketDesk(new RouterStorage(azurite), zendesk, byOAuth: byOAuth);
        var standing = zendesk.Add(ticket);
        var id = await desk.LandedAsync(ticket, hasOldKey ? $"zendesk:{ticket}" : ticket);
        await desk.Mails.DeliverAsync(id);
        await desk.Mails.Approval.SendAsync(id, "reply", "sasha", Token);
        await desk.Mails.Approval.SendAsync(id, "reply", "robin", Token);
        await desk.Mails.SendAsync(id);
        await desk.Mails.SendAsync(id);

        var (html, isPublic) = Assert.Single(standing.Comments);
        Assert.True(isPublic);
        Assert.Contains("<p>Hello Kim,</p>", html, StringComparison.Ordinal);
        Assert.Equal("open", standing.Status);
        Assert.Equal((MailState.Sent, null), await desk.StateAsync(id));
        Assert.Equal((0, 0), (desk.Mails.Mailbox.Drafts, desk.Mails.Mailbox.Sent.Count));
    }

    [Theory]
    [MemberData(nameof(EachFault))]
    public async Task Send_OneCallFails_OneComment(int call, ZendeskFault fault)
    {
        zendesk.Fail(ticket, call, fault);
        await CheckOneCommentAsync();
    }

    [Theory]
    [MemberData(nameof(EachSecondFault))]
    public async Task Send_TwoCallsFail_OneComment(ZendeskFault first, int call, ZendeskFault second)
    {
        zendesk.Fail(ticket, 2, first);
        zendesk.Fail(ticket, call, second);
        await CheckOneCommentAsync();
    }

    [Fact]
    public async Task Send_LostAnswerInALongHistory_FoundOnItsLastPage()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket, earlierAudits: 120);
        var id = await desk.ApprovedAsync(ticket);
        zendesk.Fail(ticket, 2, ZendeskFault.LostAfter);

        await desk.UntilDoneAsync(() => desk.Mails.SendAsync(id));

        Assert.Equal((1, 1), (standing.Comments.Count, standing.Updates.Count));
    }

    [Fact]
    public async Task Send_AnswerLostAndHistoryBehind_NotToldAgainWhileItMayBeUnderWay()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);
        zendesk.Fail(ticket, 2, ZendeskFault.LostAfter);
        zendesk.HidesHistory = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => desk.Mails.SendAsync(id));

        desk.Storage.Time.Advance(TimeSpan.FromSeconds(29));
        var early = await Assert.ThrowsAsync<ZendeskException>(() => desk.Mails.SendAsync(id));
        zendesk.HidesHistory = false;
        await desk.Mails.SendAsync(id);

        Assert.Equal(("zendesk-not-seen-yet", TimeSpan.FromSeconds(1)), (early.ReasonCode, early.RetryAfter));
        Assert.Equal((1, 1), (standing.Comments.Count, standing.Updates.Count));
    }

    [Fact]
    public async Task Send_FirstUpdateLandsLate_TheLaterOneFailsOnItsStamp()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);
        zendesk.Holding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (first, firstHolding) = (desk.Mails.SendAsync(id), zendesk.Holding);
        await TicketDesk.UntilAsync(() => standing.Calls == 2);
        var other = Desk();
        other.Storage.Time.Advance(TimeSpan.FromMinutes(5));
        zendesk.Holding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (second, secondHolding) = (other.UntilDoneAsync(() => other.Mails.SendAsync(id)), zendesk.Holding);
        await TicketDesk.UntilAsync(() => standing.Calls == 5);

        firstHolding.SetResult();
        await TicketDesk.UntilAsync(() => standing.Comments.Count == 1);
        zendesk.Holding = null;
        secondHolding.SetResult();
        await second;
        await Record.ExceptionAsync(() => first);

        Assert.Equal((1, 2), (standing.Comments.Count, standing.Updates.Count));
        Assert.Equal(MailState.Sent, (await other.StateAsync(id)).State);
    }

    [Fact]
    public async Task Send_ByManyAtOnce_OneComment()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => await Record.ExceptionAsync(() => desk.Mails.SendAsync(id))));
        await desk.UntilDoneAsync(() => desk.Mails.SendAsync(id));

        Assert.Single(standing.Comments);
    }

    [Theory]
    [InlineData(401, "zendesk-access-refused")]
    [InlineData(403, "zendesk-not-allowed")]
    [InlineData(404, "zendesk-ticket-unknown")]
    [InlineData(422, "zendesk-update-refused")]
    [InlineData(302, "zendesk-address-moved")]
    public async Task Send_Refused_ForGoodWithAReason(int status, string code)
    {
        var desk = Desk();
        zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);
        zendesk.Refusal = status;

        var refused = await Assert.ThrowsAsync<ZendeskException>(() => desk.Mails.SendAsync(id));

        Assert.Equal((FailureCategory.Permanent, code), (FailureClassifier.Classify(refused), refused.ReasonCode));
        Assert.DoesNotContain(ZendeskStandIn.ApiToken, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_RefusedAndReplayed_ParkedWithTheReasonAndWrittenOnceAfterwards()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);
        zendesk.Refusal = 401;
        var storage = desk.Storage;
        var parkingLot = new ParkingLot(storage.Partitions, storage.Committer, storage.Time);
        var pump = new MessagePump([desk.Mails.Send], storage.Sender, parkingLot, Options.Create(new MessagingOptions()), storage.Time, NullLogger<MessagePump>.Instance);
        var message = new MessageEnvelope(MessageNames.SendMail, id, "reply");

        await pump.HandleAsync(message, Token);
        var parked = (await desk.Mails.LoadAsync(id)).Request!;
        zendesk.Refusal = null;
        Assert.True(RequestId.TryParse(id, out var known));
        await parkingLot.ReplayAsync(known, Actor.OnAll("sasha"), Token);
        await pump.HandleAsync(message, Token);

        Assert.Equal(("SendMail failed 1 times: zendesk-access-refused", RequestState.Landed), (parked.Parking!.Reason, parked.State));
        Assert.Single(standing.Comments);
        Assert.Null((await desk.Mails.LoadAsync(id)).Request!.Parking);
    }

    [Fact]
    public async Task Send_Limited_TriedAgainWhenZendeskAsks()
    {
        var desk = Desk();
        zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);
        zendesk.Fail(ticket, 1, ZendeskFault.Limited);

        var limited = await Assert.ThrowsAsync<ZendeskException>(() => desk.Mails.SendAsync(id));

        Assert.Equal((FailureCategory.Transient, TimeSpan.FromSeconds(7)), (FailureClassifier.Classify(limited), ((ICategorized)limited).RetryAfter));
    }

    [Fact]
    public async Task Send_NeverAnswered_GivenUpByTheDeadline()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);
        zendesk.Holding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = desk.Mails.SendAsync(id);
        await TicketDesk.UntilAsync(() => standing.Calls == 2);

        desk.Storage.Time.Advance(ZendeskClient.Deadline);

        await Assert.ThrowsAsync<TimeoutException>(() => sending);
        zendesk.Holding.SetResult();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_TicketClosedForGood_HeldAndNotSendable(bool closesLate)
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket, closesLate ? "solved" : "closed");
        var id = await desk.ApprovedAsync(ticket);
        if (closesLate)
        {
            zendesk.Holding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sending = desk.Mails.SendAsync(id);
            await TicketDesk.UntilAsync(() => standing.Calls == 2);
            zendesk.ByAgent(ticket, "closed");
            zendesk.Holding.SetResult();
            await sending;
        }

        await desk.Mails.SendAsync(id);

        var mail = (await desk.Mails.LoadAsync(id)).Mails.Single();
        Assert.Equal(MailState.Held, mail.State);
        Assert.StartsWith("The ticket is closed in Zendesk", mail.StateReason, StringComparison.Ordinal);
        Assert.False(desk.Mails.Approval.MayBeSent(mail with { SendingSince = null }));
        Assert.Empty(standing.Comments);
    }

    [Fact]
    public async Task Send_ProcessDiesAtEachCallToStorage_OneComment()
    {
        Dictionary<string, string> ticketOf = [];
        var deaths = await Deaths.AtEachCallAsync(
            azurite,
            async round =>
            {
                var own = TicketDesk.NewTicket();
                zendesk.Add(own);
                var id = await Desk("All").LandedAsync(own, address: $"death{round}x{own}@customer.example");
                ticketOf[id] = own;
                return id;
            },
            async (storage, id) =>
            {
                var desk = new TicketDesk(storage, zendesk, "All");
                await Deaths.RedoAsync(() => desk.Mails.DeliverAsync(id));
                try
                {
                    await Deaths.RedoAsync(() => desk.Mails.SendAsync(id));
                }
                catch (ZendeskException early) when (early.RetryAfter is { } wait)
                {
                    storage.Time.Advance(wait);
                    await Deaths.RedoAsync(() => desk.Mails.SendAsync(id));
                }
            },
            async id =>
            {
                Assert.Single(zendesk.Find(ticketOf[id]).Comments);
                Assert.Equal(MailState.Sent, (await Desk().StateAsync(id)).State);
            });

        Assert.InRange(deaths, 10, 200);
    }

    private TicketDesk Desk(string sendWithoutApproval = "Digest") => new(new RouterStorage(azurite), zendesk, sendWithoutApproval);

    private async Task CheckOneCommentAsync()
    {
        var desk = Desk();
        var standing = zendesk.Add(ticket);
        var id = await desk.ApprovedAsync(ticket);

        await desk.UntilDoneAsync(() => desk.Mails.SendAsync(id));
        await desk.Mails.SendAsync(id);

        Assert.Single(standing.Comments);
        Assert.Single(standing.Audits, marker => marker is not null);
        Assert.Equal((MailState.Sent, null), await desk.StateAsync(id));
    }
}
