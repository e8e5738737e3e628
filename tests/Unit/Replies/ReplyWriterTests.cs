using Microsoft.Extensions.Options;
using Router.Intake.Email;
using Router.Mailbox;
using Router.Messaging;
using Router.Operations;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Tickets;
using Router.Unit.Triage;

namespace Router.Unit.Replies;

public sealed class ReplyWriterTests
{
    private const string Words = "CLICK https://evil.example";
    private static readonly string Id = RequestId.From(Channel.Form, "support", "1").Value;

    public static TheoryData<Channel, string> TypedAndLeaving => [.. from channel in (Channel[])[Channel.Form, Channel.Webhook] from template in Templates.Keys select (channel, template)];

    private static Dictionary<string, Func<Request, string, string>> Templates { get; } = new()
    {
        [MailTemplates.Acknowledgement] = ReplyTemplates.Acknowledged,
        [MailTemplates.AnsweredFromDocs] = (_, promise) => ReplyTemplates.AnsweredFromDocs([new Quote("Accounts", "Open the menu.", "https://router.example/docs/accounts")], promise),
        [MailTemplates.DocumentationGap] = ReplyTemplates.DocumentationGap,
        [MailTemplates.AddedToBacklog] = ReplyTemplates.AddedToBacklog,
        [MailTemplates.BugFiled] = ReplyTemplates.BugFiled,
    };

    [Theory]
    [MemberData(nameof(TypedAndLeaving))]
    public void WithReply_AddressTypedAndMailLeavesByItself_NothingThatTheSenderWrote(Channel channel, string template)
    {
        var mail = Reply(channel, template, "All");

        Assert.DoesNotContain("evil.example", $"{mail.ToName}\n{mail.Subject}\n{mail.PlainText}\n{mail.Html}", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("", $"Your request [#{Id[..12]}]", false), (mail.ToName, mail.Subject, mail.HasTypedWords));
        Assert.Contains("If it was not you, you need not do anything.", mail.PlainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Channel.Form, "Digest", null, true)]
    [InlineData(Channel.Form, "All", "A person has to.", true)]
    [InlineData(Channel.Email, "All", null, false)]
    [InlineData(Channel.Email, "Digest", null, false)]
    public void WithReply_PersonSendsItOrAddressIsProven_NameAndSubject(Channel channel, string sendWithoutApproval, string? noAutomaticReply, bool hasTypedWords)
    {
        var mail = Reply(channel, MailTemplates.BugFiled, sendWithoutApproval, noAutomaticReply);

        Assert.Equal((Words, $"Re: {Words} [#{Id[..12]}]", hasTypedWords), (mail.ToName, mail.Subject, mail.HasTypedWords));
        Assert.StartsWith($"Hello {Words},", mail.PlainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Channel.Form, "support@router.example", "our own mailbox")]
    [InlineData(Channel.Form, "SUPPORT+x@Router.example", "our own mailbox")]
    [InlineData(Channel.Webhook, "support@router.example", "our own mailbox")]
    [InlineData(Channel.Form, "mailer-daemon@customer.example", "nobody reads")]
    [InlineData(Channel.Form, "MAILER-DAEMON", "nobody reads")]
    [InlineData(Channel.Webhook, "postmaster@customer.example", "nobody reads")]
    [InlineData(Channel.Form, "no-reply@customer.example", "nobody reads")]
    [InlineData(Channel.Form, "victim@customer.example", null)]
    public void WithReply_AddressThatAnswersOnlyMachines_APersonSendsIt(Channel channel, string address, string? why)
    {
        var mail = Reply(channel, MailTemplates.BugFiled, "All", address: address);

        Assert.Equal(why is null, mail.NeedsPerson is null);
        Assert.Contains(why ?? "", mail.NeedsPerson ?? "", StringComparison.Ordinal);
        Assert.Equal(why is null, new DeadEnds(Own).WhyNot(address) is null);
    }

    [Fact]
    public void WithReply_NoMailbox_WaitsInTheOutboxAtOnce()
    {
        var stage = Stage(Channel.Form, MailTemplates.BugFiled, "All", null, mailbox: "");

        Assert.Equal((MailState.Held, "No mailbox is configured."), (Assert.Single(stage.Mails).State, stage.Mails[0].StateReason));
        Assert.Empty(stage.Outbox);
        Assert.Contains("The mail is in the outbox. No mailbox is configured.", stage.Events);
    }

    [Fact]
    public void WithReply_Mailbox_GoesToItByAStepOfItsOwn()
    {
        var stage = Stage(Channel.Form, MailTemplates.BugFiled, "All", null);

        Assert.Equal(MailState.Queued, Assert.Single(stage.Mails).State);
        Assert.Equal(new OutboxMessage(MessageNames.DeliverMail, "reply"), Assert.Single(stage.Outbox));
    }

    private static OwnMail Own { get; } = new(new EmailOptions { Addresses = "support@router.example" }, TestTeam.Team);

    private static Mail Reply(Channel channel, string template, string sendWithoutApproval, string? noAutomaticReply = null, string address = "victim@customer.example") =>
        Assert.Single(Stage(channel, template, sendWithoutApproval, noAutomaticReply, address).Mails);

    private static Stage Stage(Channel channel, string template, string sendWithoutApproval, string? noAutomaticReply, string address = "victim@customer.example", string mailbox = "support@router.example")
    {
        var request = new Request
        {
            Id = Id,
            Channel = channel,
            Source = "support",
            Subject = Words,
            Customer = new Customer(address, Words),
            ReceivedAt = DateTimeOffset.UnixEpoch,
            ContentHash = "00",
            StatusToken = "0123",
            Details = new Dictionary<string, string> { [Words] = Words },
            MissingDetails = ["Instance id"],
            NoAutomaticReply = noAutomaticReply,
        };
        var writer = new ReplyWriter(
            TestTeam.Team,
            new TicketDirectory(TestTeam.Team, []),
            new SiteAddress(Options.Create(new SiteOptions { Url = "https://router.example" })),
            new MailDoors(new TicketDirectory(TestTeam.Team, []), Options.Create(new MailboxOptions { Address = mailbox })),
            Options.Create(new SendingOptions { SendWithoutApproval = sendWithoutApproval }),
            new DeadEnds(Own),
            TimeProvider.System);
        return writer.WithReply(new Stage(StageNames.Land, request) { Text = Words }, request, template, Templates[template]);
    }
}
