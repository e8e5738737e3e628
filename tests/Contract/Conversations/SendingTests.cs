using Router.Contract.Storage;
using Router.Inbox;
using Router.Messaging;
using Router.Requests;
using Router.Storage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

public sealed class SendingTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliver_NeedsApproval_OneDraftHeld()
    {
        var (desk, id) = await LandedAsync(nameof(Deliver_NeedsApproval_OneDraftHeld));

        await desk.DeliverAsync(id);
        await desk.DeliverAsync(id);

        Assert.Equal(1, desk.Mailbox.Drafts);
        Assert.Equal((MailState.Held, "A person sends it."), await StateAsync(desk, id));
        Assert.Empty(desk.Mailbox.Sent);
    }

    [Fact]
    public async Task Deliver_AnswerLostAfterTheDraft_TheSameDraftTaken()
    {
        var (desk, id) = await LandedAsync(nameof(Deliver_AnswerLostAfterTheDraft_TheSameDraftTaken));
        desk.Mailbox.LosesNextAnswer = true;

        await Assert.ThrowsAsync<TimeoutException>(() => desk.DeliverAsync(id));
        await desk.DeliverAsync(id);

        Assert.Equal(1, desk.Mailbox.Drafts);
    }

    [Fact]
    public async Task Deliver_NoMailbox_HeldAndSentOnceThereIsOne()
    {
        var (without, id) = await LandedAsync(nameof(Deliver_NoMailbox_HeldAndSentOnceThereIsOne), hasMailbox: false);
        await without.DeliverAsync(id);
        Assert.Equal((MailState.Held, "No mailbox is configured."), await StateAsync(without, id));
        await without.Approval.SendAsync(id, "reply", "sasha", Token);
        Assert.Equal(MailState.Held, (await StateAsync(without, id)).State);

        var with = new MailDesk(new RouterStorage(azurite));
        await with.Approval.SendAsync(id, "reply", "sasha", Token);
        await with.SendAsync(id);

        Assert.Single(with.Mailbox.Sent);
        Assert.Equal(MailState.Sent, (await StateAsync(with, id)).State);
    }

    [Fact]
    public async Task Send_NobodyReleasedIt_StaysInTheOutbox()
    {
        var (desk, id) = await LandedAsync(nameof(Send_NobodyReleasedIt_StaysInTheOutbox));
        await desk.SendAsync(id);
        await desk.DeliverAsync(id);

        await desk.SendAsync(id);

        Assert.Empty(desk.Mailbox.Sent);
        Assert.Equal((MailState.Held, "A person sends it."), await StateAsync(desk, id));
    }

    [Fact]
    public async Task Send_Approved_LeavesOnceWithCopiesThreadedAndMarkedAsAMachines()
    {
        var (desk, id) = await LandedAsync(nameof(Send_Approved_LeavesOnceWithCopiesThreadedAndMarkedAsAMachines), headers: "Cc: boss@customer.example\r\nReferences: <old@customer.example>");
        await desk.DeliverAsync(id);
        await desk.Approval.SendAsync(id, "reply", "sasha", Token);
        await desk.Approval.SendAsync(id, "reply", "robin", Token);
        await desk.SendAsync(id);
        await desk.SendAsync(id);

        var sent = Assert.Single(desk.Mailbox.Sent);
        Assert.Equal($"{nameof(Send_Approved_LeavesOnceWithCopiesThreadedAndMarkedAsAMachines)}@customer.example", sent.InReplyTo);
        Assert.Equal(["old@customer.example", sent.InReplyTo!], sent.References);
        Assert.Equal(("auto-replied", "OOF, AutoReply"), (sent.Headers["Auto-Submitted"], sent.Headers["X-Auto-Response-Suppress"]));
        Assert.Equal(($"Re: Help [#{id[..12]}]", "support@own.example"), (sent.Subject, sent.From.Mailboxes.Single().Address));
        Assert.Equal(["kim@customer.example", "boss@customer.example"], sent.To.Mailboxes.Concat(sent.Cc.Mailboxes).Select(mailbox => mailbox.Address));
        var mail = (await desk.LoadAsync(id)).Mails.Single();
        Assert.Equal((MailState.Sent, "sasha"), (mail.State, mail.ApprovedBy));
    }

    [Fact]
    public async Task Send_MayLeaveByItself_GoesToTheCustomerOnly()
    {
        var (desk, id) = await LandedAsync(nameof(Send_MayLeaveByItself_GoesToTheCustomerOnly), "All", "Cc: boss@customer.example", "lone@customer.example");
        await desk.DeliverAsync(id);
        Assert.Contains((await desk.LoadAsync(id)).Outbox, stored => stored.Message == new OutboxMessage(MessageNames.SendMail, "reply"));
        await desk.SendAsync(id);

        Assert.Equal("lone@customer.example", Assert.Single(Assert.Single(desk.Mailbox.Sent).GetRecipients()).Address);
    }

    [Fact]
    public async Task Send_AnswerLost_NotSentAgain()
    {
        var (desk, id) = await ApprovedAsync(nameof(Send_AnswerLost_NotSentAgain));
        desk.Mailbox.LosesNextAnswer = true;

        await Assert.ThrowsAsync<TimeoutException>(() => desk.SendAsync(id));
        await desk.SendAsync(id);

        Assert.Equal((1, 1, MailState.Sent), (desk.Mailbox.Sent.Count, desk.Mailbox.Tellings, (await StateAsync(desk, id)).State));
    }

    [Fact]
    public async Task Send_AnswerLostAndSlowToLeave_NotToldAgainWhileItMayBeLeaving()
    {
        var (desk, id) = await ApprovedAsync(nameof(Send_AnswerLostAndSlowToLeave_NotToldAgainWhileItMayBeLeaving));
        desk.Mailbox.LosesNextAnswer = desk.Mailbox.IsSlow = true;
        await Assert.ThrowsAsync<TimeoutException>(() => desk.SendAsync(id));

        desk.Storage.Time.Advance(TimeSpan.FromSeconds(90));
        await Assert.ThrowsAsync<TimeoutException>(() => desk.SendAsync(id));
        desk.Mailbox.CatchUp();
        await desk.SendAsync(id);

        Assert.Equal((1, 1), (desk.Mailbox.Sent.Count, desk.Mailbox.Tellings));
    }

    [Fact]
    public async Task Send_ToldAndNeverLeft_ToldAgain()
    {
        var (desk, id) = await ApprovedAsync(nameof(Send_ToldAndNeverLeft_ToldAgain));
        desk.Mailbox.LosesNextAnswer = desk.Mailbox.IsSlow = true;
        await Assert.ThrowsAsync<TimeoutException>(() => desk.SendAsync(id));

        desk.Storage.Time.Advance(TimeSpan.FromMinutes(3));
        desk.Mailbox.IsSlow = false;
        await desk.SendAsync(id);

        Assert.Equal((1, 2), (desk.Mailbox.Sent.Count, desk.Mailbox.Tellings));
    }

    [Fact]
    public async Task Send_ByTwoAtOnce_ToldOnce()
    {
        var (desk, id) = await ApprovedAsync(nameof(Send_ByTwoAtOnce_ToldOnce));

        var ends = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await desk.SendAsync(id);
                return true;
            }
            catch (Exception another) when (another is ConcurrentChangeException or TimeoutException)
            {
                return false;
            }
        }));

        Assert.Contains(true, ends);
        Assert.Equal((1, 1), (desk.Mailbox.Sent.Count, desk.Mailbox.Tellings));
    }

    [Fact]
    public async Task Send_DraftDeleted_LeftToAPerson()
    {
        var (desk, id) = await ApprovedAsync(nameof(Send_DraftDeleted_LeftToAPerson));
        desk.Mailbox.DeleteAll();

        await desk.SendAsync(id);

        Assert.Equal(MailState.Gone, (await StateAsync(desk, id)).State);
        Assert.Empty(desk.Mailbox.Sent);
    }

    [Fact]
    public async Task Deliver_SixthOfADayToOneAddress_Held()
    {
        for (var number = 1; number <= 6; number++)
        {
            var (desk, id) = await LandedAsync($"limit-{number}", "All", "", $"often+{number}@customer.example");
            await desk.DeliverAsync(id);
            await desk.DeliverAsync(id);

            Assert.Equal(number > 5 ? MailState.Held : MailState.Queued, (await StateAsync(desk, id)).State);
        }
    }

    [Fact]
    public async Task Deliver_NothingProvesTheSender_HeldHoweverTheTemplateMayLeaveAndWithoutCopies()
    {
        var (desk, id) = await LandedAsync(
            nameof(Deliver_NothingProvesTheSender_HeldHoweverTheTemplateMayLeaveAndWithoutCopies), "All", "Cc: mallory@evil.example", isProven: false);

        await desk.DeliverAsync(id);

        Assert.Equal((MailState.Held, "Nothing that our mail host has checked speaks for the sender's domain."), await StateAsync(desk, id));
        Assert.Empty((await desk.LoadAsync(id)).Mails.Single().Copied);
    }

    [Theory]
    [InlineData("All", "Your request", MailState.Queued)]
    [InlineData("Digest", "Re: CLICK HERE", MailState.Held)]
    public async Task Deliver_AnswerToAForm_SendersWordsNeverLeaveByThemselves(string whenWritten, string subject, MailState state)
    {
        var desk = new MailDesk(new RouterStorage(azurite), whenWritten);
        var key = $"{nameof(Deliver_AnswerToAForm_SendersWordsNeverLeaveByThemselves)}-{whenWritten}";
        var form = new InboundRequest(Channel.Form, "support", key, "CLICK HERE", "Buy now", new Customer($"{whenWritten}-victim@customer.example", "CLICK HERE"));
        var id = Assert.IsType<InboxResult.Kept>(await desk.Storage.Inbox.ReceiveAsync(form, null, default, null, Token)).Request.Id;
        await desk.LandAsync(id);

        // By now the settings let it leave.
        var later = new MailDesk(new RouterStorage(azurite), "All");
        await later.DeliverAsync(id);

        var mail = (await later.LoadAsync(id)).Mails.Single();
        Assert.Equal((subject, state), (mail.Subject.Split(" [#")[0], mail.State));
    }

    [Fact]
    public async Task Deliver_Digest_LeavesWithoutARequest()
    {
        var desk = new MailDesk(new RouterStorage(azurite));
        var key = $"digest-{nameof(Deliver_Digest_LeavesWithoutARequest)}";
        var mail = new Mail("digest", "casey@own.example", "Casey", "Your digest", "Text", "<p>Text</p>", desk.Storage.Time.GetUtcNow()) { Template = MailTemplates.Digest };
        await desk.Storage.Committer.TryCommitAsync(
            key, null, new Stage("digest", null) { Mails = [mail], Outbox = [new OutboxMessage(MessageNames.DeliverMail, "digest")] }, Token);

        await desk.DeliverAsync(key, "digest");
        await desk.SendAsync(key, "digest");

        Assert.Equal("auto-generated", Assert.Single(desk.Mailbox.Sent).Headers["Auto-Submitted"]);
        Assert.Equal(MailState.Sent, (await desk.LoadAsync(key)).Mails.Single().State);
    }

    private async Task<(MailDesk Desk, string Id)> LandedAsync(
        string name, string sendWithoutApproval = "Digest", string headers = "", string from = "kim@customer.example", bool hasMailbox = true, bool isProven = true)
    {
        var desk = new MailDesk(new RouterStorage(azurite), sendWithoutApproval, hasMailbox);
        var id = await desk.ReceiveAsync(Mail(name, from: from, headers: headers, isProven: isProven));
        await desk.LandAsync(id);
        return (desk, id);
    }

    private async Task<(MailDesk Desk, string Id)> ApprovedAsync(string name)
    {
        var (desk, id) = await LandedAsync(name);
        await desk.DeliverAsync(id);
        await desk.Approval.SendAsync(id, "reply", "sasha", Token);
        return (desk, id);
    }

    private static async Task<(MailState State, string? Reason)> StateAsync(MailDesk desk, string id)
    {
        var mail = (await desk.LoadAsync(id)).Mails.Single();
        return (mail.State, mail.StateReason);
    }
}
