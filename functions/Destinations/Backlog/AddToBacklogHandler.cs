using Router.Destinations.Wording;
using Router.Messaging;
using Router.Replies;
using Router.Requests;
using Router.Storage;

namespace Router.Destinations.Backlog;

/// <summary>Puts a wish on the board, or joins it to the item that asks the same.</summary>
/// <remarks>
/// The item is chosen and committed before it is touched, so that a repetition counts the same ask at the same item. Two requests that ask
/// the same and are planned within the same moment don't see each other on the board and make an item each; both stand on the board, for a
/// person to join.
/// </remarks>
internal sealed class AddToBacklogHandler(
    PartitionStore partitions, StageCommitter committer, BacklogStore backlog, ViewStore views, SimilarityPolicy similarity, ReplyWriter replies)
    : IMessageHandler
{
    private const string PlanStage = "plan";
    private const int LongestItemText = 2_000;

    public string Message => MessageNames.AddToBacklog;

    public async Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken)
    {
        var (partition, _) = await partitions.LoadRequestAsync(envelope, cancellationToken);
        if (Landings.IsOver(partition, envelope))
        {
            return;
        }

        if (!partition.Has(PlanOf(partition.Request!)))
        {
            await PlanAsync(partition, cancellationToken);
            (partition, _) = await partitions.LoadRequestAsync(envelope, cancellationToken);
            if (Landings.IsOver(partition, envelope))
            {
                return;
            }
        }

        var request = partition.Request!;
        var item = await backlog.AskAsync(ToItem(partition, request), request.Id, cancellationToken, request.Moves);
        await LandAsync(partition, request, item, cancellationToken);
    }

    private async Task PlanAsync(Partition partition, CancellationToken cancellationToken)
    {
        var request = partition.Request!;
        var board = await views.BoardAsync(cancellationToken).Select(listing => listing.Item).ToListAsync(cancellationToken);
        var same = similarity.FindSame(request.Subject, partition.Text, board);
        await committer.CommitAsync(
            partition, new Stage(PlanOf(request), request with { PlannedItemId = same?.Id ?? request.Id }), cancellationToken);
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
        (true, _) or (_, 0) => "New on the board",
        (_, 1) => "Joined 1 other",
        (_, var others) => $"Joined {others} others",
    };

    private static BacklogItem ToItem(Partition partition, Request request) => new(
        request.PlannedItemId!,
        request.Subject,
        Excerpt.Of(partition.Text, LongestItemText),
        request.ComponentId,
        request.OwnerId,
        Requests: 1,
        request.ReceivedAt,
        request.ReceivedAt);
}
