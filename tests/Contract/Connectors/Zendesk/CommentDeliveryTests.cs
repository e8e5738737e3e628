using Router.Contract.Storage;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Contract.Connectors.Zendesk;

public sealed class CommentDeliveryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string ticket = TicketDesk.NewTicket();
    private ZendeskStandIn zendesk = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => zendesk = await ZendeskStandIn.StartAsync();

    public ValueTask DisposeAsync() => zendesk.DisposeAsync();

    [Fact]
    public async Task Deliver_NeedsApproval_HeldAndNoMailAnywhere()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);

        await desk.Mails.DeliverAsync(id);
        await desk.Mails.DeliverAsync(id);

        Assert.Equal((MailState.Held, "A person sends it."), await desk.StateAsync(id));
        Assert.Equal((0, 0), (desk.Mails.Mailbox.Drafts, zendesk.Add(ticket).Calls));
    }

    [Fact]
    public async Task Deliver_TemplateMayLeave_SentOnWithoutAPerson()
    {
        var desk = Desk("BugFiled");
        zendesk.Add(ticket);
        var id = await desk.LandedAsync(ticket, address: $"lone{ticket}@customer.example");

        await desk.Mails.DeliverAsync(id);

        Assert.Contains((await desk.Mails.LoadAsync(id)).Outbox, stored => stored.Message == new OutboxMessage(MessageNames.SendMail, "reply"));
    }

    [Fact]
    public async Task Deliver_TicketWithoutAnAddress_HeldAndSendableAllTheSame()
    {
        var desk = Desk();
        zendesk.Add(ticket);
        var id = await desk.LandedAsync(ticket, address: "");
        await desk.Mails.DeliverAsync(id);

        Assert.True(desk.Mails.Approval.MayBeSent((await desk.Mails.LoadAsync(id)).Mails.Single()));
    }

    [Fact]
    public async Task Deliver_NoAccess_HeldWithThatReasonAndSentOnceThereIsAccess()
    {
        var without = new TicketDesk(new RouterStorage(azurite), null);
        var id = await without.LandedAsync(ticket);
        await without.Mails.DeliverAsync(id);
        Assert.Equal((MailState.Held, "No access to Zendesk is configured."), await without.StateAsync(id));
        await without.Mails.Approval.SendAsync(id, "reply", "sasha", Token);
        Assert.Equal(MailState.Held, (await without.StateAsync(id)).State);

        var standing = zendesk.Add(ticket);
        var with = Desk();
        await with.Mails.Approval.SendAsync(id, "reply", "sasha", Token);
        await with.Mails.SendAsync(id);

        Assert.Single(standing.Comments);
    }

    [Fact]
    public async Task Land_NoteAsked_OneInternalNoteThatNeedsNobody()
    {
        var desk = new TicketDesk(new RouterStorage(azurite), zendesk, note: true);
        var standing = zendesk.Add(ticket);
        var id = await desk.LandedAsync(ticket);
        await desk.Mails.DeliverAsync(id, "note");
        await desk.Mails.SendAsync(id, "note");
        await desk.Mails.SendAsync(id, "note");

        var (html, isPublic) = Assert.Single(standing.Comments);
        Assert.False(isPublic);
        Assert.Contains("Redirects, High severity", html, StringComparison.Ordinal);
        Assert.Contains($"https://router.example/requests/{id}", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Land_NoteNotAsked_None()
    {
        var desk = Desk();
        var id = await desk.LandedAsync(ticket);

        Assert.Equal("reply", Assert.Single((await desk.Mails.LoadAsync(id)).Mails).Key);
    }

    private TicketDesk Desk(string sendWithoutApproval = "Digest") => new(new RouterStorage(azurite), zendesk, sendWithoutApproval);
}
