using Router.Shared;

namespace Router.Routing;

/// <param name="Queue">The queue's name; null where a person decides.</param>
internal sealed record QueueRoute(string? Queue, string Why);

/// <summary>Which queue a kind of request goes to.</summary>
internal static class RoutingPolicy
{
    public const string DoingQueue = "doing";
    public const string BuildingQueue = "building";
    public const string FixingQueue = "fixing";

    public static QueueRoute Decide(RequestKind kind) => kind switch
    {
        RequestKind.Doing => new(DoingQueue, "Asks us to do or explain something: the docs answer first."),
        RequestKind.Building => new(BuildingQueue, "Wants what the product does not have: product weighs it."),
        RequestKind.Fixing => new(FixingQueue, "Something does not work as designed: its owner looks at it."),
        _ => new(null, "Not sure enough: a person decides."),
    };
}
