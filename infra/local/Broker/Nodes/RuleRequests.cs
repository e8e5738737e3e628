using Amqp;
using Amqp.Types;
using Router.Broker.Filters;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>The management operations on a subscription's rules.</summary>
internal static class RuleRequests
{
    public static Message Add(SubscriptionRules rules, Map? body, DateTimeOffset now)
    {
        if (Maps.Text(body, "rule-name") is not { Length: > 0 } name || Maps.Value(body, "rule-description") is not Map description)
            return Replies.Failed(400, Conditions.ArgumentError, "A rule needs a name and a description.");
        try
        {
            return rules.TryAdd(RuleMaps.Read(name, description) with { CreatedAt = now })
                ? Replies.Done()
                : Replies.Failed(409, Conditions.EntityAlreadyExists, $"The messaging entity '{name}' already exists.");
        }
        catch (FormatException exception)
        {
            return Replies.Failed(400, Conditions.ArgumentError, $"The rule {name} can't be made: {exception.Message}.");
        }
    }

    public static Message Remove(SubscriptionRules rules, Map? body)
    {
        var name = Maps.Text(body, "rule-name") ?? "";
        return rules.TryRemove(name) ? Replies.Done() : Replies.Failed(404, Conditions.NotFound, $"The messaging entity '{name}' could not be found.");
    }

    public static Message List(SubscriptionRules rules, Map? body)
    {
        var page = rules.All.Skip(Math.Max(0, Maps.Int(body, "skip", 0))).Take(Math.Clamp(Maps.Int(body, "top", 100), 1, 100)).ToArray();
        if (page.Length == 0)
            return Replies.Done(status: 204);
        var list = new List();
        foreach (var rule in page)
            list.Add(new Map { ["rule-description"] = RuleMaps.Write(rule) });
        return Replies.Done(new Map { ["rules"] = list });
    }
}
