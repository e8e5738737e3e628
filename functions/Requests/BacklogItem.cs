namespace Router.Requests;

/// <summary>One capability that customers asked for.</summary>
/// <param name="Id">32 hex digits: the id of the request that first asked.</param>
/// <param name="Title">The first asker's subject.</param>
/// <param name="Text">The first asker's words, at most 2,000 characters.</param>
/// <param name="Requests">How many requests ask for it.</param>
internal sealed record BacklogItem(
    string Id,
    string Title,
    string Text,
    string? ComponentId,
    string? OwnerId,
    int Requests,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastAskedAt);
