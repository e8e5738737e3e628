using Router.Requests;
using Router.Storage;

namespace Router.Destinations.Backlog;

/// <summary>
/// The board as this process knows it, for choosing a wish's item without reading all items for each wish: read again after some seconds, and with the items that
/// were chosen here and are not on the board yet.
/// </summary>
internal sealed class KnownBoard(ViewStore views, TimeProvider time)
{
    // Wishes that ask the same and come to two processes within this time make an item each.
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(5);

    // Longer than a wish takes to its place but in an outage.
    private static readonly TimeSpan ChosenFor = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (BacklogItem Item, DateTimeOffset At)> chosen = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, BacklogItem> read = new Dictionary<string, BacklogItem>();
    private DateTimeOffset? readAt;

    /// <returns>What <paramref name="find"/> finds among the items; else <paramref name="own"/>, which others find from now on.</returns>
    public async Task<BacklogItem> FindOrAddAsync(Func<IReadOnlyCollection<BacklogItem>, BacklogItem?> find, BacklogItem own, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        lock (gate)
        {
            var found = find([.. read.Values, .. chosen.Values.Select(each => each.Item).Where(item => !read.ContainsKey(item.Id))]) ?? own;
            if (!read.ContainsKey(found.Id))
            {
                chosen[found.Id] = (found, time.GetUtcNow());
            }

            return found;
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (now - readAt < ReadAgainAfter)
            {
                return;
            }
        }

        var items = await views.BoardAsync(cancellationToken).Select(listing => listing.Item).ToDictionaryAsync(item => item.Id, StringComparer.Ordinal, cancellationToken);
        lock (gate)
        {
            read = items;
            readAt = now;
            foreach (var (id, _) in chosen.Where(each => items.ContainsKey(each.Key) || now - each.Value.At > ChosenFor).ToList())
            {
                chosen.Remove(id);
            }
        }
    }
}
