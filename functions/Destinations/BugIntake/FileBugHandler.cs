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
        if (partition.Has(StageNames.Land))
        {
            return;
        }

        var filed = request with
        {
            State = RequestState.Landed,
            Landing = new Landing(LandingPlace.Bugs, SummaryOf(request), $"/bugs#{request.Id}"),
        };
        await committer.CommitAsync(
            partition,
            replies.WithReply(new Stage(StageNames.Land, filed) { Events = [$"Filed as a bug. {SummaryOf(request)}"] }, filed, MailTemplates.BugFiled, ReplyTemplates.BugFiled),
            cancellationToken);
    }

    private string SummaryOf(Request request)
    {
        var component = team.FindComponent(request.ComponentId)?.Name ?? "No component recognised";
        var owner = team.FindPerson(request.OwnerId)?.Name;
        var missing = request.MissingDetails.Count == 0 ? "" : $" Missing: {string.Join(", ", request.MissingDetails)}.";
        return owner is null
            ? $"{component}: nobody owns it, a person has to assign it.{missing}"
            : $"{component}, {request.Severity ?? Severity.Low} severity, owned by {owner}.{missing}";
    }
}
