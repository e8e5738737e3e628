using Router.Pages.Frame;
using Router.Shared;
using Router.Shared.Teams;
using Router.Storage;

namespace Router.Pages.Requests;

internal static class WaitingEndpoints
{
    // Lists that people work off; a longer one says that it is cut, and the rest moves up.
    private const int MaxShown = 500;

    public static async Task<IResult> ShowUnclearAsync(HttpContext context, ViewStore views, Team team)
    {
        var waiting = await ReadAsync(views, RequestState.Waiting, context.RequestAborted);
        return new PageResult(Slices.Unclear(new UnclearModel([.. waiting.OrderBy(request => request.ReceivedAt)], waiting.Count == MaxShown, team)));
    }

    public static async Task<IResult> ShowParkedAsync(HttpContext context, ViewStore views, Team team)
    {
        var parked = await ReadAsync(views, RequestState.Parked, context.RequestAborted);
        return new PageResult(Slices.Parked(new ParkedModel(parked, parked.Count == MaxShown, team)));
    }

    private static async Task<IReadOnlyList<Request>> ReadAsync(ViewStore views, RequestState state, CancellationToken cancellationToken) =>
        await views.RequestsAsync(null, state, cancellationToken).Take(MaxShown).ToListAsync(cancellationToken);
}
