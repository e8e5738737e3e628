using Router.Destinations.Wording;
using Router.Requests;

namespace Router.Destinations.Backlog;

internal static class BacklogItems
{
    private const int LongestText = 2_000;

    /// <summary>An item as it is when a request's ask is its first.</summary>
    public static BacklogItem First(Request request, string text, string itemId) => new(
        itemId,
        request.Subject,
        Excerpt.Of(text, LongestText),
        request.ComponentId,
        request.OwnerId,
        Requests: 1,
        request.ReceivedAt,
        request.ReceivedAt);
}
