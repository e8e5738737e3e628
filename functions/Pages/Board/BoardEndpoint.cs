using Router.Pages.Frame;
using Router.Shared.Teams;

namespace Router.Pages.Board;

internal static class BoardEndpoint
{
    public static async Task<IResult> ShowAsync(HttpContext context, IBoardSource source, Team team)
    {
        var entries = await source.ListAsync(context.RequestAborted);
        return new PageResult(Slices.Board(BoardPageModel.From(entries, team, BoardFilter.Read(context.Request))));
    }
}
