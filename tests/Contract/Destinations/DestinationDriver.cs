using Microsoft.Extensions.Options;
using Router.Contract.Storage;
using Router.Destinations.Answers;
using Router.Destinations.Backlog;
using Router.Destinations.BugIntake;
using Router.Intake.Email;
using Router.Mailbox;
using Router.Messaging;
using Router.Operations;
using Router.Replies;
using Router.Teams;
using Router.Tickets;

namespace Router.Contract.Destinations;

/// <summary>The destinations' handlers of one process.</summary>
internal sealed class DestinationDriver(RouterStorage storage)
{
    private static readonly Team Team = new() { People = [], Components = [], Promise = "within one working day" };
    private static readonly IOptions<AnswersOptions> Answers = Options.Create(new AnswersOptions());
    private static readonly AnswerFinder Finder = new(new DocsLibrary(Answers), Answers);
    private static readonly SiteAddress Site = new(Options.Create(new SiteOptions { Url = "https://router.example" }));
    private readonly ReplyWriter replies = new(Team, new TicketDirectory(Team, []), Site, new MailDoors(new TicketDirectory(Team, []), Options.Create(new MailboxOptions { Address = "support@router.example" })), Options.Create(new SendingOptions()), new DeadEnds(new OwnMail(new EmailOptions(), Team)), storage.Time);

    private readonly BacklogPlanner planner = new(new KnownBoard(storage.Views, storage.Time), new SimilarityPolicy(Team));

    public BacklogStore Backlog { get; } = new(storage.Account, storage.Views);

    public Task AddToBacklogAsync(string id) => HandleAsync(
        new AddToBacklogHandler(storage.Partitions, storage.Committer, Backlog, planner, replies), id);

    public Task AnswerFromDocsAsync(string id) => HandleAsync(
        new AnswerFromDocsHandler(storage.Partitions, storage.Committer, Finder, new DocsLinks(Answers, Site), replies), id);

    /// <summary>Hands a message to its handler, as the queues' functions do.</summary>
    public Task HandleAsync(MessageEnvelope envelope)
    {
        IMessageHandler[] handlers =
        [
            new AddToBacklogHandler(storage.Partitions, storage.Committer, Backlog, planner, replies),
            new LeaveBacklogHandler(storage.Partitions, storage.Committer, Backlog),
            new AnswerFromDocsHandler(storage.Partitions, storage.Committer, Finder, new DocsLinks(Answers, Site), replies),
            new FileBugHandler(storage.Partitions, storage.Committer, Team, replies),
        ];
        return handlers.Single(handler => handler.Message == envelope.Message).HandleAsync(envelope, TestContext.Current.CancellationToken);
    }

    private static Task HandleAsync(IMessageHandler handler, string id) =>
        handler.HandleAsync(new MessageEnvelope(handler.Message, id), TestContext.Current.CancellationToken);
}
