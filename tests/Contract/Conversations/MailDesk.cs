using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Connectors.Zendesk;
using Router.Contract.Storage;
using Router.Conversations;
using Router.Intake.Email;
using Router.Mailbox;
using Router.Messaging;
using Router.Operations;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Tickets;

namespace Router.Contract.Conversations;

/// <summary>One process that takes mail in and sends it.</summary>
internal sealed class MailDesk
{
    private static readonly Team Team = new() { People = [], Components = [], Promise = "within one working day" };
    private static readonly EmailOptions Email = new() { Secret = "0123456789abcdef", Addresses = "support@own.example", Domains = "own.example", AuthenticationHost = "mx.own.example" };

    public MailDesk(RouterStorage storage, string sendWithoutApproval = "Digest", bool hasMailbox = true, Team? team = null, ZendeskOptions? zendesk = null, EmailOptions? email = null)
    {
        var zendeskOptions = Options.Create(zendesk ?? new ZendeskOptions());
        var writer = new ZendeskWriter(new ZendeskClient(zendeskOptions, storage.Time), storage.Time);
        Tickets = new TicketDirectory(team ?? Team, [new ZendeskTickets(writer, zendeskOptions)]);
        Storage = storage;
        var own = new OwnMail(Email, Team);
        var mailboxOptions = Options.Create(new MailboxOptions { Address = hasMailbox ? "support@own.example" : "" });
        var sending = Options.Create(new SendingOptions { SendWithoutApproval = sendWithoutApproval });
        Index = new ThreadIndex(storage.Account, storage.Time);
        Attachments = new AttachmentStore(storage.Account);
        var files = new MailFiles(Attachments);
        var placer = new ConversationFinder(Index, storage.Partitions, own, Options.Create(Email), storage.Time);
        var joiner = new FollowUpWriter(storage.Partitions, storage.Committer, new RawPayloadStore(storage.Account), files, own, NullLogger<FollowUpWriter>.Instance);
        Receiver = new MailSorter(placer, Index, storage.Partitions, storage.Inbox, joiner, files, new KnownPeople(storage.Account, storage.Time), new MailLimit(new MailQuotas(Options.Create(email ?? Email), storage.Time), new Refusals(new Meters(), storage.Time, NullLogger<Refusals>.Instance)), own, storage.Time);
        Actions = new ConversationActions(storage.Partitions, storage.Committer, Tickets, storage.Time);
        Beliefs = new BeliefRecorder(storage.Partitions, storage.Committer, own, storage.Time);
        var doors = new MailDoors(Tickets, mailboxOptions);
        Replies = new ReplyWriter(Team, Tickets, new SiteAddress(Options.Create(new SiteOptions { Url = "https://router.example" })), doors, sending, new DeadEnds(own), storage.Time);
        var drafts = new MailDrafts(Mailbox, Index, mailboxOptions);
        Deliver = new DeliverMailHandler(
            storage.Partitions, storage.Committer, drafts, new SendingPolicy(new AutomaticReplyLog(storage.Account, storage.Time), new DeadEnds(own), sending), doors);
        Send = new SendMailHandler(storage.Partitions, storage.Committer, drafts, Mailbox, new CommentSender(storage.Partitions, storage.Committer, Tickets, storage.Time), storage.Sender, mailboxOptions, storage.Time, NullLogger<SendMailHandler>.Instance);
        var rules = new ReplyRules(new DeadEnds(own));
        Own = new ReplyDesk(storage.Partitions, new ConversationReader(storage.Account), storage.Committer, doors, rules, Tickets, storage.Time);
        Drafts = new DraftDesk(storage.Partitions, storage.Committer, rules, doors);
        Remove = new RemoveDraftHandler(storage.Partitions, storage.Committer, drafts);
        Approval = new MailApproval(storage.Partitions, storage.Committer, doors);
        Solve = new SolveTicketHandler(storage.Partitions, storage.Committer, Tickets);
        Threads = new ThreadStates(Index, storage.Partitions, storage.Committer, storage.Time);
        Joiner = new CommentAppender(Threads, Index, storage.Partitions, storage.Committer, new RawPayloadStore(storage.Account), Tickets, storage.Time);
    }

    public RouterStorage Storage { get; }

    public FakeMailbox Mailbox { get; } = new();

    public ThreadIndex Index { get; }

    public AttachmentStore Attachments { get; }

    public MailSorter Receiver { get; }

    public ConversationActions Actions { get; }

    public BeliefRecorder Beliefs { get; }

    public ReplyWriter Replies { get; }

    public DeliverMailHandler Deliver { get; }

    public SendMailHandler Send { get; }

    public MailApproval Approval { get; }

    public ReplyDesk Own { get; }

    public DraftDesk Drafts { get; }

    public RemoveDraftHandler Remove { get; }

    public TicketDirectory Tickets { get; }

    public SolveTicketHandler Solve { get; }

    public ThreadStates Threads { get; }

    public CommentAppender Joiner { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="id">The Message-ID's left part.</param>
    /// <param name="isProven">True where our mail host has found it to be of its sender.</param>
    public static ReceivedMail Mail(
        string id, string from = "kim@customer.example", string text = "It fails.", string subject = "Help", string headers = "", string? conversation = null, bool isProven = true) => new(
        Encoding.UTF8.GetBytes($"Authentication-Results: mx.own.example; dmarc={(isProven ? "pass" : "none")} header.from={from[(from.LastIndexOf('@') + 1)..]}\r\nFrom: <{from}>\r\nTo: support@own.example\r\nMessage-ID: <{id}@customer.example>\r\nSubject: {subject}\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}\r\n{text}\r\n"),
        conversation,
        new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public static string Answering(string id) => $"In-Reply-To: <{id}@customer.example>\r\nReferences: <{id}@customer.example>";

    public Task<string> ReceiveAsync(ReceivedMail mail, Func<string, CancellationToken, Task<ReceivedMail?>>? findEarlier = null) =>
        Receiver.ReceiveAsync(mail, findEarlier, Token);

    public async Task<Partition> LoadAsync(string id) => await Storage.Partitions.LoadAsync(id, Token) ?? throw new InvalidOperationException($"No partition {id}.");

    /// <summary>The stage that lands the request with its reply, as a destination commits it.</summary>
    public async Task LandAsync(string id)
    {
        var partition = await LoadAsync(id);
        var landed = partition.Request! with { State = RequestState.Landed };
        var stage = Replies.WithReply(new Stage(StageNames.Land, landed), landed, MailTemplates.BugFiled, ReplyTemplates.BugFiled);
        await Storage.Committer.CommitAsync(partition, stage, Token);
    }

    /// <summary>The settings of a desk that takes so many mails of one address within a day.</summary>
    public static EmailOptions Taking(int mailsPerDay) => new()
    {
        Secret = Email.Secret, Addresses = Email.Addresses, Domains = Email.Domains, AuthenticationHost = Email.AuthenticationHost, RequestsPerDay = mailsPerDay,
    };

    public Task DeliverAsync(string partition, string key = "reply") => Deliver.HandleAsync(new MessageEnvelope(MessageNames.DeliverMail, partition, key), Token);

    public Task SendAsync(string partition, string key = "reply") => Send.HandleAsync(new MessageEnvelope(MessageNames.SendMail, partition, key), Token);

    /// <summary>Handles what takes drafts out of the mailbox, each twice as the broker may bring it.</summary>
    public async Task RemoveDraftsAsync(string partition)
    {
        foreach (var stored in (await LoadAsync(partition)).Outbox.Where(stored => stored.Message.Message == MessageNames.RemoveDraft).ToList())
        {
            await Remove.HandleAsync(new MessageEnvelope(MessageNames.RemoveDraft, partition, stored.Message.MailKey), Token);
            await Remove.HandleAsync(new MessageEnvelope(MessageNames.RemoveDraft, partition, stored.Message.MailKey), Token);
        }
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
