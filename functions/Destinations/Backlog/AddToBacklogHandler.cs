using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;

namespace Router.Destinations.Backlog;

/// <summary>Puts a wish on the board, or joins it to the item that asks the same.</summary>
/// <remarks>
/// The item is chosen and committed before it is touched, so that a repetition counts the same ask at the same item: by triage within its own batch, here for what a
/// person sent. Two requests that ask the same and are planned by two processes within the same seconds don't see each other on the board and make an item each; both
/// stand on the board, for a person to join.
/// </remarks>
internal sealed class AddToBacklogHandler(
    PartitionStore partitions, StageCommitter committer, BacklogStore backlog, BacklogPlanner planner, ReplyWriter replies)
    : IMessageHandler
{
    private const string PlanStage = "plan";

    public string Message => MessageNames.AddToBacklog;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, _) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (Landings.IsOver(partition, envelope))
        {
            return;
        }

        if (partition.Request!.PlannedItemId is null)
        {
            var planned = await planner.PlanAsync(partition.Request, partition.Text, cancellationToken);
            await committer.CommitAsync(partition, new Stage(PlanOf(planned), planned), cancellationToken);
            (partition, _) = await partitions.LoadRequestAsync(envelope, cancellationToken);
            if (Landings.IsOver(partition, envelope))
            {
                return;
            }
        }

        var request = partition.Request!;
        var item = await backlog.AskAsync(BacklogItems.First(request, partition.Text, request.PlannedItemId!), request.Id, cancellationToken, request.Moves);
        await LandAsync(partition, request, item, cancellationToken);
    }

    private async Task LandAsync(Partition partition, Request request, BacklogItem item, CancellationToken cancellationToken)
    {
        var landed = request with
        {
            State = RequestState.Landed,
            Landing = new Landing(LandingPlace.Board, SummaryOf(request, item), $"/board#{item.Id}"),
        };
        await committer.CommitAsync(
            partition,
            replies.WithReply(
                new Stage(StageNames.LandingOf(request.Moves), landed) { Events = [$"{landed.Landing.Summary}."] }, landed, MailTemplates.AddedToBacklog, ReplyTemplates.AddedToBacklog),
            cancellationToken);
    }

    private static string PlanOf(Request request) => StageNames.NameAfter(PlanStage, request.Moves);

    private static string SummaryOf(Request request, BacklogItem item) => (item.Id == request.Id && request.Moves == 0, item.Requests - 1) switch
    {
        // Also where the request whose item it was to be has not come there yet.
        (true, _) or (_, 0) => "New on the board",
        (_, 1) => "Joined 1 other",
        (_, var others) => $"Joined {others} others",
    };
}
