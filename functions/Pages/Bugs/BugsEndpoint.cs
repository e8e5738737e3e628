using Router.Pages.Frame;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Bugs;

internal static class BugsEndpoint
{
    private const int MaxShown = 1_000;

    public static async Task<IResult> ShowAsync(HttpContext context, ViewStore views, Team team)
    {
        var landed = await views.RequestsAsync(RequestKind.Fixing, RequestState.Landed, context.RequestAborted)
            .Take(MaxShown).ToListAsync(context.RequestAborted);
        return new PageResult(Slices.Bugs(BugsPageModel.From(landed, landed.Count == MaxShown, team)));
    }
}
