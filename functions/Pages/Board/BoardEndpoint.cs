using Router.Pages.Frame;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Board;

internal static class BoardEndpoint
{
    public static async Task<IResult> ShowAsync(HttpContext context, ViewStore views, Team team)
    {
        var listings = await views.BoardAsync(context.RequestAborted).ToListAsync(context.RequestAborted);
        return new PageResult(Slices.Board(BoardPageModel.From(listings, team, BoardFilter.Read(context.Request))));
    }
}
