namespace Router.Broker.Filters;

/// <summary>A named rule of a subscription: what it lets through, and what it does to it.</summary>
internal sealed record SubscriptionRule(string Name, IMessageFilter Filter, SqlAction? Action = null)
{
    public const string DefaultName = "$Default";

    public DateTimeOffset CreatedAt { get; init; }

    public static SubscriptionRule Default { get; } = new(DefaultName, new TrueFilter());
}
