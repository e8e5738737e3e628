using Router.Pages.Frame;
using Router.Requests;
using Router.Search;
using Router.Teams;

namespace Router.Pages.Search;

/// <param name="Words">As typed; null before anything was.</param>
internal sealed record SearchPageModel(string? Words, IReadOnlyList<FoundRequest> Found, Team Team) : IPageModel
{
    public const int PageSize = 20;
    public const string Newest = "newest";

    public string Title => Words is null ? "Search" : $"{Words} – Search";

    public Section Section => Section.Search;

    public SearchQuery? Query { get; init; }

    public SearchResult? Result { get; init; }

    public int Page { get; init; } = 1;

    public bool IsNewestFirst { get; init; }

    public string Summary => Result switch
    {
        null => "",
        { Hits.Count: 0 } => "No request found.",
        { Hits.Count: 1 } => "1 request found.",
        { Hits.Count: >= SearchIndex.MostFound } => $"More than {SearchIndex.MostFound:N0} messages match; add a word to narrow it down.",
        _ => $"{Result.Hits.Count:N0} requests found.",
    };

    public int? Next => Result is not null && Page < PagesOf(Result) ? Page + 1 : null;

    public int? Previous => Page > 1 ? Page - 1 : null;

    public static int PagesOf(SearchResult result) => (result.Hits.Count + PageSize - 1) / PageSize;

    public string PathOf(int page) => "/search" + QueryString.Create(
        new Dictionary<string, string?> { ["q"] = Words, ["sort"] = IsNewestFirst ? Newest : null, ["page"] = page == 1 ? null : $"{page}" }.Where(value => value.Value is not null));
}

/// <param name="Hit">Its best message.</param>
/// <param name="Request">As it stands now; null where it is gone.</param>
internal sealed record FoundRequest(SearchHit Hit, Request? Request);
