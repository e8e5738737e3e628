using Router.Broker.Entities;
using Router.Broker.Filters;
using Router.Broker.Protocol;

namespace Router.Broker.Nodes;

/// <summary>A subscription at work: its queue, and the rules as they are now.</summary>
internal sealed class Subscription(string name, EntityMailbox mailbox, IEnumerable<SubscriptionRule> rules)
{
    private const string RuleName = "RuleName";

    public string Name { get; } = name;

    public EntityMailbox Mailbox { get; } = mailbox;

    public SubscriptionRules Rules { get; } = new(rules);

    /// <summary>
    /// What the subscription gets of a message: one copy for all rules that only filter, and one for each rule with an action.
    /// Null when no rule lets it through. https://learn.microsoft.com/azure/service-bus-messaging/topic-filters
    /// </summary>
    public MessageContent? CopyOf(MessageContent content, FilterableProperties properties)
    {
        var copies = new List<MessageContent>();
        foreach (var rule in Rules.Matching(properties).OrderBy(rule => rule.Action is not null))
        {
            if (rule.Action is { } action)
                copies.Add(MessageEditor.Edit(content, action.ChangesOf(properties), RuleName, rule.Name));
            else if (copies.Count == 0)
                copies.Add(content);
        }

        return copies.Count <= 1 ? copies.FirstOrDefault() : copies[0] with { Copies = copies[1..] };
    }
}
