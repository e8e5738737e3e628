namespace Router.Broker.Administration;

internal enum AddressKind
{
    Namespace,
    Queues,
    Topics,
    Entity,
    Subscriptions,
    Subscription,
    Rules,
    Rule,
}

/// <summary>What the path of an administration request names. Entities' names may hold slashes.</summary>
internal sealed record AdministrationAddress(AddressKind Kind, string Entity = "", string Subscription = "", string Rule = "")
{
    private const string Subscriptions = "/subscriptions";
    private const string Rules = "/rules";

    public string SubscriptionPath => $"{Entity}/Subscriptions/{Subscription}";

    /// <summary>What the entry is called.</summary>
    public string Title => Kind switch
    {
        AddressKind.Rule => Rule,
        AddressKind.Subscription => Subscription,
        _ => Entity,
    };

    public static AdministrationAddress Parse(string path)
    {
        path = path.Trim('/');
        if (Same(path, "$namespaceinfo"))
            return new AdministrationAddress(AddressKind.Namespace);
        if (Same(path, "$Resources/queues"))
            return new AdministrationAddress(AddressKind.Queues);
        if (Same(path, "$Resources/topics"))
            return new AdministrationAddress(AddressKind.Topics);
        var at = path.IndexOf(Subscriptions, StringComparison.OrdinalIgnoreCase);
        var rest = at < 0 ? "" : path[(at + Subscriptions.Length)..];
        if (at <= 0 || (rest.Length > 0 && rest[0] != '/'))
            return new AdministrationAddress(AddressKind.Entity, path);
        return OfTopic(path[..at], rest.TrimStart('/'));
    }

    private static AdministrationAddress OfTopic(string topic, string rest)
    {
        if (rest.Length == 0)
            return new AdministrationAddress(AddressKind.Subscriptions, topic);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (subscription, under) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        if (under.Length == 0)
            return new AdministrationAddress(AddressKind.Subscription, topic, subscription);
        if (Same(under, Rules))
            return new AdministrationAddress(AddressKind.Rules, topic, subscription);
        return under.StartsWith(Rules + "/", StringComparison.OrdinalIgnoreCase)
            ? new AdministrationAddress(AddressKind.Rule, topic, subscription, under[(Rules.Length + 1)..])
            : new AdministrationAddress(AddressKind.Entity, $"{topic}{Subscriptions}/{rest}");
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
