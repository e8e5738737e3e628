using System.Text.RegularExpressions;
using Router.Requests;
using Router.Storage;

namespace Router.Pages.Requests;

/// <summary>One page of a list of requests.</summary>
/// <param name="Next">Cursor of the following page; null at the end.</param>
/// <param name="IsCutShort">True when the search stopped before it had looked at all requests.</param>
internal sealed partial record RequestListing(IReadOnlyList<Request> Requests, string? Next, bool IsCutShort)
{
    public const int PageSize = 50;

    // Words are looked for in the list's rows one by one; beyond this the reader is asked to go on.
    public const int MaxLookedAt = 2_000;

    /// <summary>The cursor from an address; null for anything else.</summary>
    public static string? ReadCursor(string? text) => text is not null && Cursor().IsMatch(text) ? text : null;

    public static async Task<RequestListing> ReadAsync(IAsyncEnumerable<Request> newestFirst, RequestFilter filter)
    {
        var shown = new List<Request>();
        var lookedAt = 0;
        Request? last = null;
        await foreach (var request in newestFirst)
        {
            if (shown.Count == PageSize || lookedAt == MaxLookedAt)
            {
                return new RequestListing(shown, ViewStore.CursorOf(last!), shown.Count < PageSize);
            }

            lookedAt++;
            last = request;
            if (filter.Shows(request))
            {
                shown.Add(request);
            }
        }

        return new RequestListing(shown, null, false);
    }

    [GeneratedRegex(@"\A[0-9]{19}~[0-9a-f]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Cursor();
}
