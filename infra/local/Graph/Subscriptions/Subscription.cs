namespace Router.GraphStandIn.Subscriptions;

internal sealed record Subscription(
    string Id, string Resource, string ChangeType, Uri NotificationUrl, Uri? LifecycleUrl, string? ClientState, DateTimeOffset ExpiresAt)
{
    /// <summary>The folder that it watches; null for what the stand-in does not know.</summary>
    public string? Folder => Resource.Split('\'') is [_, var folder, ..] ? folder.ToLowerInvariant() : null;
}
