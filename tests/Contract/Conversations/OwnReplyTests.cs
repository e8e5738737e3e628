using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Router.Contract.Storage;
using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using static Router.Contract.Conversations.MailDesk;

namespace Router.Contract.Conversations;

public sealed class OwnReplyTests(AzuriteFixture azurite)
{
    private const string FormKey = "0123456789abcdef";
    private static readonly string Key = ReplyDesk.KeyOf(FormKey);
    private static readonly Actor Sasha = Actor.OnAll("sasha");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_PostedTwice_LeavesOnceAfterTheTimeToUndoAsAPersonsMail()
    {
        var (desk, id) = await LandedAsync();

        Assert.Equal(ReplyOutcome.Written, (await WriteAsync(desk, id)).Outcome);
        Assert.Equal(ReplyOutcome.Written, (await WriteAsync(desk, id)).Outcome);
        await desk.SendAsync(id.Value, Key);
        Assert.Empty(desk.Mailbox.Sent);
        var later = Assert.Single(desk.Storage.Sender.Sent, message => message.NotBefore is not null);
        desk.Storage.Time.Advance(TimeSpan.FromSeconds(10));
        await desk.SendAsync(id.Value, Key);
        await desk.SendAsync(id.Value, Key);

        var sent = Assert.Single(desk.Mailbox.Sent);
        Assert.Equal(MessageNames.SendMail, later.Envelope.Message);
        Assert.Equal((null, $"{id}@customer.example".Length > 0), (sent.Headers["Auto-Submitted"], sent.InReplyTo is not null));
        Assert.Equal(["kim@customer.example", "boss@customer.example"], sent.GetRecipients().Select(mailbox => mailbox.Address));
        Assert.Equal("We fixed it.", sent.TextBody?.Trim());
        Assert.Equal((MailState.Sent, "sasha"), await StateAsync(desk, id, Key));
    }

    [Fact]
    public async Task Write_DraftWaits_DraftIsDiscardedAndGoneFromTheMailbox()
    {
        var (desk, id) = await LandedAsync();
        await desk.DeliverAsync(id.Value);
        Assert.Equal(1, desk.Mailbox.Drafts);

        await WriteAsync(desk, id);
        await desk.RemoveDraftsAsync(id.Value);

        Assert.Equal(0, desk.Mailbox.Drafts);
        Assert.Equal(MailState.Discarded, (await StateAsync(desk, id, "reply")).State);
    }

    [Fact]
    public async Task Write_MailCameThatWasNotSeen_RefusedAndSentOnceItWas()
    {
        var (desk, id) = await LandedAsync();
        await desk.ReceiveAsync(Mail($"{id}-later", text: "It works again.", headers: Answering(MessageOf(id))));

        Assert.Equal(ReplyOutcome.Stale, (await WriteAsync(desk, id)).Outcome);
        Assert.Equal(ReplyOutcome.Written, (await WriteAsync(desk, id, seen: 1)).Outcome);
    }

    [Fact]
    public async Task Write_MailsThatTheHeadNamesNoMore_DoNotStandInTheWay()
    {
        var (desk, id) = await LandedAsync();
        foreach (var earlier in Enumerable.Range(0, 3))
        {
            await desk.Storage.Account.Requests.AddEntityAsync(new TableEntity(id.Value, PartitionRows.ReceiptKey(StageNames.JoiningOf($"{earlier:x8}"))) { ["At"] = desk.Storage.Time.GetUtcNow() }, Token);
        }

        Assert.Equal(ReplyOutcome.Written, (await WriteAsync(desk, id)).Outcome);
    }

    [Theory]
    [InlineData("Hello {{name}}", "kim@customer.example", "", "Fill in {{name}} first, or remove it.")]
    [InlineData("Hello", "kim", "", "“kim” is not a mail address to send to.")]
    [InlineData("Hello", "kim@customer.example", "a@b.example, nobody", "“nobody” is not a mail address to send a copy to.")]
    [InlineData("Hello", "support@own.example", "", "support@own.example can't be written to: it is our own mailbox, or one that nobody reads.")]
    [InlineData("  ", "kim@customer.example", "", "Write a text first.")]
    public async Task Write_AgainstTheRules_NothingLeaves(string text, string to, string copied, string fault)
    {
        var (desk, id) = await LandedAsync(number: $"{text}{to}{copied}".Length);

        var result = await desk.Own.WriteAsync(id, FormKey, new WrittenReply(to, copied, "Re: Help", text), 0, closes: false, Sasha, Token);

        Assert.Equal(new ReplyResult(ReplyOutcome.Faulty, fault), result);
        Assert.DoesNotContain((await desk.LoadAsync(id.Value)).Mails, mail => mail.Key == Key);
    }

    [Fact]
    public async Task Undo_InTime_NothingLeavesAndTheRequestIsOpenAgain()
    {
        var (desk, id) = await LandedAsync();
        await WriteAsync(desk, id);
        await desk.Actions.CloseAsync(id, Sasha, seen: 0, Token);

        Assert.Equal(ReplyOutcome.Written, (await desk.Own.UndoAsync(id, Key, Sasha, Token)).Outcome);
        desk.Storage.Time.Advance(TimeSpan.FromSeconds(11));
        await desk.SendAsync(id.Value, Key);

        Assert.Empty(desk.Mailbox.Sent);
        Assert.Equal(0, desk.Mailbox.Drafts);
        var partition = await desk.LoadAsync(id.Value);
        Assert.Null(partition.Request!.ClosedAt);
        Assert.DoesNotContain(MessageProgress.Open(partition), open => open.Message.Message == MessageNames.SendMail);
    }

    [Fact]
    public async Task Undo_AfterItLeft_TooLateAndSentOnce()
    {
        var (desk, id) = await LandedAsync();
        await WriteAsync(desk, id);
        desk.Storage.Time.Advance(TimeSpan.FromSeconds(11));
        await desk.SendAsync(id.Value, Key);

        Assert.Equal(ReplyOutcome.Faulty, (await desk.Own.UndoAsync(id, Key, Sasha, Token)).Outcome);

        Assert.Single(desk.Mailbox.Sent);
    }

    [Fact]
    public async Task Close_MailCameThatWasNotSeen_StaysOpen()
    {
        var (desk, id) = await LandedAsync();
        await desk.ReceiveAsync(Mail($"{id}-later", text: "One more thing.", headers: Answering(MessageOf(id))));

        await desk.Actions.CloseAsync(id, Sasha, seen: 0, Token);

        Assert.Null((await desk.LoadAsync(id.Value)).Request!.ClosedAt);
    }

    [Fact]
    public async Task Edit_DraftInTheMailbox_TheNewWordsLeaveOnceAndTheOldDraftIsGone()
    {
        var (desk, id) = await LandedAsync();
        await desk.DeliverAsync(id.Value);

        Assert.Equal(ReplyOutcome.Written, (await EditAsync(desk, id, revision: 0)).Outcome);
        Assert.Equal(ReplyOutcome.Stale, (await EditAsync(desk, id, revision: 0)).Outcome);
        await desk.Approval.SendAsync(id.Value, "reply", "robin", Token);
        await desk.SendAsync(id.Value);
        await desk.RemoveDraftsAsync(id.Value);
        await desk.SendAsync(id.Value);

        var sent = Assert.Single(desk.Mailbox.Sent);
        Assert.Equal(("New words.", 0), (sent.TextBody?.Trim(), desk.Mailbox.Drafts));
        Assert.Equal("sasha", (await desk.LoadAsync(id.Value)).Mails.Single().EditedBy);
        Assert.Equal(ReplyOutcome.Faulty, (await EditAsync(desk, id, (await desk.LoadAsync(id.Value)).Mails.Single().Revision)).Outcome);
    }

    [Fact]
    public async Task Discard_ThenRestore_LeavesOnceWithAPerson()
    {
        var (desk, id) = await LandedAsync();
        await desk.DeliverAsync(id.Value);

        await desk.Drafts.DiscardAsync(id.Value, "reply", "sasha", Token);
        Assert.Equal(ReplyOutcome.Faulty, (await desk.Drafts.RestoreAsync(id.Value, "reply", "sasha", Token)).Outcome);
        await desk.RemoveDraftsAsync(id.Value);
        Assert.Equal(0, desk.Mailbox.Drafts);
        await desk.Approval.SendAsync(id.Value, "reply", "robin", Token);
        Assert.Equal(ReplyOutcome.Written, (await desk.Drafts.RestoreAsync(id.Value, "reply", "sasha", Token)).Outcome);
        await desk.Approval.SendAsync(id.Value, "reply", "robin", Token);
        await desk.SendAsync(id.Value);
        await desk.RemoveDraftsAsync(id.Value);

        Assert.Single(desk.Mailbox.Sent);
        var told = (await desk.LoadAsync(id.Value)).Timeline.Select(happened => happened.Text).ToList();
        Assert.Contains("sasha discarded the drafted reply.", told);
        Assert.Contains("sasha restored the drafted reply.", told);
    }

    [Fact]
    public async Task Restore_APersonAnsweredInstead_Refused()
    {
        var (desk, id) = await LandedAsync();
        desk.Storage.Time.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(desk, id);

        Assert.Equal(ReplyOutcome.Faulty, (await desk.Drafts.RestoreAsync(id.Value, "reply", "sasha", Token)).Outcome);
    }

    [Fact]
    public async Task Discard_DraftOnItsWayIntoTheMailbox_NothingIsLeftThere()
    {
        var (desk, id) = await LandedAsync();
        await desk.Drafts.DiscardAsync(id.Value, "reply", "sasha", Token);

        await desk.DeliverAsync(id.Value);

        Assert.Equal((0, MailState.Discarded), (desk.Mailbox.Drafts, (await StateAsync(desk, id, "reply")).State));
    }

    private static Task<ReplyResult> WriteAsync(MailDesk desk, RequestId id, int seen = 0) => desk.Own.WriteAsync(
        id, FormKey, new WrittenReply("kim@customer.example", "boss@customer.example", "Re: Help", "We fixed it.\n"), seen, closes: false, Sasha, Token);

    private static Task<ReplyResult> EditAsync(MailDesk desk, RequestId id, int revision) =>
        desk.Drafts.EditAsync(id.Value, "reply", new WrittenReply("kim@customer.example", "", "Re: Help", "New words."), revision, "sasha", Token);

    private static async Task<(MailState State, string? ApprovedBy)> StateAsync(MailDesk desk, RequestId id, string key) =>
        (await desk.LoadAsync(id.Value)).Mails.Single(mail => mail.Key == key) is var mail ? (mail.State, mail.ApprovedBy) : default;

    private static string MessageOf(RequestId id) => messages[id.Value];

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> messages = new();

    private async Task<(MailDesk Desk, RequestId Id)> LandedAsync([CallerMemberName] string test = "", int number = 0)
    {
        var desk = new MailDesk(new RouterStorage(azurite));
        var name = $"{test}{number}";
        var id = await desk.ReceiveAsync(Mail(name));
        messages[id] = name;
        await desk.LandAsync(id);
        return (desk, RequestId.TryParse(id, out var known) ? known : throw new InvalidOperationException(id));
    }
}
