using System.Collections.Concurrent;

namespace Router.GraphStandIn.Subscriptions;

/// <summary>The subscriptions, and the handshake by which a new one's addresses are proven.</summary>
internal sealed class SubscriptionBook(TimeProvider time, HttpClient http)
{
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10_080);
    private static readonly TimeSpan HandshakeDeadline = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Subscription> standing = new();

    public IReadOnlyList<Subscription> Standing => [.. standing.Values.Where(IsAlive)];

    public Subscription? Find(string id) => standing.TryGetValue(id, out var subscription) && IsAlive(subscription) ? subscription : null;

    public void Put(Subscription subscription) => standing[subscription.Id] = subscription;

    public bool Remove(string id) => standing.TryRemove(id, out _);

    /// <returns>What went wrong; null where the address is proven.</returns>
    public async Task<string?> ValidateAsync(Uri url, CancellationToken cancellationToken)
    {
        // With what an encoder must not lose.
        var token = $"Validation: Testing client application reachability for subscription Request-Id: {Guid.CreateVersion7()} + & ü";
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(HandshakeDeadline);
        try
        {
            var separator = url.Query.Length > 0 ? '&' : '?';
            using var answer = await http.PostAsync(new Uri($"{url}{separator}validationToken={Uri.EscapeDataString(token)}"), null, limited.Token);
            return (int)answer.StatusCode != 200 ? $"HTTP status code is '{answer.StatusCode}'."
                : answer.Content.Headers.ContentType?.MediaType != "text/plain" ? "The content type is not text/plain."
                : await answer.Content.ReadAsStringAsync(limited.Token) != token ? "The token did not come back as it was sent."
                : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return "The address did not answer in time.";
        }
    }

    private bool IsAlive(Subscription subscription) => subscription.ExpiresAt > time.GetUtcNow();
}
