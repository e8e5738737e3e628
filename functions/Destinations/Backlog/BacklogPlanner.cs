using Router.Messaging;
using Router.Requests;

namespace Router.Destinations.Backlog;

/// <summary>Chooses the backlog item of a wish: the one on the board that asks the same, or one of its own.</summary>
internal sealed class BacklogPlanner(KnownBoard board, SimilarityPolicy similarity) : ILandingPlanner
{
    public async Task<Request> PlanAsync(Request request, string text, string? message, CancellationToken cancellationToken) =>
        message == MessageNames.AddToBacklog && request.PlannedItemId is null ? await PlanAsync(request, text, cancellationToken) : request;

    public async Task<Request> PlanAsync(Request request, string text, CancellationToken cancellationToken)
    {
        var own = BacklogItems.First(request, text, request.Id);
        var chosen = await board.FindOrAddAsync(items => similarity.FindSame(request.Subject, text, items), own, cancellationToken);
        return request with { PlannedItemId = chosen.Id };
    }
}
