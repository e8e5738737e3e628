using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;
using Router.Search;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Search;

internal static class SearchEndpoint
{
    private const int ShortestNumber = 6;

    public static async Task<IResult> ShowAsync(HttpContext context, RequestSearch search, PartitionStore partitions, Team team)
    {
        var words = QueryValue.Text(context.Request, "q");
        if (words is null)
        {
            return Page(new SearchPageModel(null, [], team));
        }

        if (NumberIn(words) is { } number && await partitions.FindByPrefixAsync(number, context.RequestAborted) is [var only])
        {
            return TypedResults.Redirect($"/requests/{only}");
        }

        var query = SearchQuery.Parse(words);
        var isNewestFirst = QueryValue.Text(context.Request, "sort") == SearchPageModel.Newest;
        var result = await search.FindAsync(query, isNewestFirst, context.RequestAborted);
        var page = Math.Clamp(QueryValue.Count(context.Request, "page") ?? 1, 1, Math.Max(1, SearchPageModel.PagesOf(result)));
        var shown = result.Hits.Skip((page - 1) * SearchPageModel.PageSize).Take(SearchPageModel.PageSize);
        // The index knows what was written; where the request stands by now is read.
        var found = await Task.WhenAll(shown.Select(async hit => new FoundRequest(hit, await RequestOfAsync(hit))));
        return Page(new SearchPageModel(words, [.. found.Where(one => one.Request is not null)], team) { Query = query, Result = result, Page = page, IsNewestFirst = isNewestFirst });

        async Task<Request?> RequestOfAsync(SearchHit hit) => (await partitions.FindRequestAsync(hit.RequestId, context.RequestAborted))?.Request;
    }

    /// <summary>A request's number or the beginning of one, with or without a number sign.</summary>
    private static string? NumberIn(string words) =>
        words.TrimStart('#').ToLowerInvariant() is { Length: >= ShortestNumber and <= 32 } digits && digits.All(char.IsAsciiHexDigitLower) && digits.Any(char.IsAsciiDigit) ? digits : null;

    private static PageResult Page(SearchPageModel model) => new(Slices.Search(model));
}
