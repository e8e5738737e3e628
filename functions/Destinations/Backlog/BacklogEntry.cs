using Router.Requests;
using Router.Storage;

namespace Router.Destinations.Backlog;

/// <summary>A backlog item as stored: what the board shows, and which ways of which requests have left it.</summary>
internal sealed record BacklogEntry(BoardListing Listing, IReadOnlyList<(string RequestId, int Way)> Left)
{
    public static BacklogEntry New(BacklogItem first, string requestId) => new(new BoardListing(first with { Requests = 1 }, [requestId]), []);

    /// <summary>One that was left before anybody's ask had come.</summary>
    public static BacklogEntry Unasked(string itemId) => new(new BoardListing(new BacklogItem(itemId, "", "", null, null, 0, default, default), []), []);

    /// <summary>The last way of a request that has left it; null where none has.</summary>
    public int? WayLeft(string requestId) => Left.Where(left => left.RequestId == requestId).Select(left => (int?)left.Way).Max();

    /// <summary>With one more request; the first to ask says what it is.</summary>
    public BacklogEntry Joined(BacklogItem ask, string requestId, int mostLatestAskers) => Changed(
        Listing.Item.Requests == 0
            ? ask with { Requests = 1 }
            : Listing.Item with
            {
                Requests = Listing.Item.Requests + 1,
                LastAskedAt = ask.LastAskedAt > Listing.Item.LastAskedAt ? ask.LastAskedAt : Listing.Item.LastAskedAt,
            },
        [requestId, .. Listing.LatestAskers.Take(mostLatestAskers - 1)]);

    /// <summary>With the same requests: what only this one asks for is about the component that it names now.</summary>
    public BacklogEntry Kept(BacklogItem ask) => Changed(
        Listing.Item.Requests == 1 ? Listing.Item with { ComponentId = ask.ComponentId, OwnerId = ask.OwnerId } : Listing.Item, Listing.LatestAskers);

    public BacklogEntry Without(string requestId) => Changed(
        Listing.Item with { Requests = Listing.Item.Requests - 1 }, [.. Listing.LatestAskers.Where(asker => asker != requestId)]);

    public BacklogEntry Leaving(string requestId, int way, int mostLeft) =>
        this with { Left = [.. Left.Where(left => left.RequestId != requestId).TakeLast(mostLeft - 1), (requestId, way)] };

    private BacklogEntry Changed(BacklogItem item, IReadOnlyList<string> askers) => this with { Listing = new BoardListing(item, askers) { Version = Listing.Version + 1 } };
}
