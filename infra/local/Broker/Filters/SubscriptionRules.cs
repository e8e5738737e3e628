using System.Collections.Immutable;

namespace Router.Broker.Filters;

/// <summary>The rules of one subscription. They change while messages are published; a message sees one state of them.</summary>
internal sealed class SubscriptionRules(IEnumerable<SubscriptionRule> rules)
{
    private ImmutableList<SubscriptionRule> current = [.. rules];

    public IReadOnlyList<SubscriptionRule> All => Volatile.Read(ref current);

    public SubscriptionRule? Find(string name) => All.FirstOrDefault(rule => IsNamed(rule, name));

    /// <summary>False when there is one of this name.</summary>
    public bool TryAdd(SubscriptionRule rule) =>
        ImmutableInterlocked.Update(ref current, static (list, added) => list.Exists(old => IsNamed(old, added.Name)) ? list : list.Add(added), rule);

    /// <summary>False when there is none of this name.</summary>
    public bool TryReplace(SubscriptionRule rule) => ImmutableInterlocked.Update(ref current, static (list, changed) =>
        list.Find(old => IsNamed(old, changed.Name)) is { } old ? list.Replace(old, changed with { CreatedAt = old.CreatedAt }) : list, rule);

    /// <summary>False when there is none of this name.</summary>
    public bool TryRemove(string name) =>
        ImmutableInterlocked.Update(ref current, static (list, removed) => list.RemoveAll(rule => IsNamed(rule, removed)), name);

    public IEnumerable<SubscriptionRule> Matching(FilterableProperties message) => All.Where(rule => rule.Filter.Matches(message));

    private static bool IsNamed(SubscriptionRule rule, string name) => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase);
}
