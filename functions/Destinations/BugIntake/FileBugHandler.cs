using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Destinations.BugIntake;

/// <summary>Writes a bug for the component's owner: the request with its severity and what is missing, shown on the bugs page.</summary>
internal sealed class FileBugHandler(PartitionStore partitions, StageCommitter committer, Team team, ReplyWriter replies) : IMessageHandler
{
    public string Message => MessageNames.FileBug;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, request) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (Landings.IsOver(partition, envelope))
        {
            return;
        }

        var filed = request with
        {
            State = RequestState.Landed,
            Landing = new Landing(LandingPlace.Bugs, BugSummary.Of(request, team), $"/bugs#{request.Id}"),
        };
        await committer.CommitAsync(
            partition,
            replies.WithReply(new Stage(StageNames.LandingOf(request.Moves), filed) { Events = [$"Filed as a bug. {BugSummary.Of(request, team)}"] }, filed, MailTemplates.BugFiled, ReplyTemplates.BugFiled),
            cancellationToken);
    }
}
