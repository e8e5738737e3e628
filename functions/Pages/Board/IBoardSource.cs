using Router.Shared;

namespace Router.Pages.Board;

/// <summary>Where the board's items come from.</summary>
internal interface IBoardSource
{
    Task<IReadOnlyList<BoardEntry>> ListAsync(CancellationToken cancellationToken);
}

/// <param name="RequestIds">Ids of the requests that ask for it, the latest first; not all where they are many.</param>
internal sealed record BoardEntry(BacklogItem Item, IReadOnlyList<string> RequestIds);

/// <summary>The board of an app without a backlog.</summary>
internal sealed class EmptyBoardSource : IBoardSource
{
    public Task<IReadOnlyList<BoardEntry>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BoardEntry>>([]);
}
