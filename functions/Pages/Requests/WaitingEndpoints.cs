using Router.Pages.Frame;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Requests;

internal static class WaitingEndpoints
{
    // A list that people work off; a longer one says that it is cut, and the rest moves up.
    private const int MaxShown = 500;

    public static async Task<IResult> ShowUnclearAsync(HttpContext context, ViewStore views, Team team)
    {
        var waiting = await views.RequestsAsync(null, RequestState.Waiting, context.RequestAborted).Take(MaxShown).ToListAsync(context.RequestAborted);
        return new PageResult(Slices.Unclear(new UnclearModel([.. waiting.OrderBy(request => request.ReceivedAt)], waiting.Count == MaxShown, team)));
    }
}
