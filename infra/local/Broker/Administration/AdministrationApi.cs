using System.Xml.Linq;
using Router.Broker.Entities;
using Router.Broker.Nodes;

namespace Router.Broker.Administration;

/// <summary>What the administration clients ask for, on what there is.</summary>
internal sealed class AdministrationApi(EntityDirectory directory, TimeProvider clock, Action<IReadOnlyList<EntityMailbox>> remove)
{
    private const int LargestPage = 100;

    public async Task<XElement> GetAsync(AdministrationAddress address, int skip, int top) =>
        await FindAsync(address, skip, top) ?? throw AdministrationError.NotFound(address.Title);

    private async Task<XElement?> FindAsync(AdministrationAddress address, int skip, int top) => address.Kind switch
    {
        AddressKind.Namespace => NamespaceDescription.Entry(directory.CreatedAt),
        AddressKind.Queues => await FeedAsync(address, directory.Queues, skip, top, queue => EntryAsync(queue.Path, queue.Scheduled, QueueDescription.Write)),
        AddressKind.Topics => await FeedAsync(address, directory.Topics, skip, top, EntryAsync),
        AddressKind.Subscriptions => await FeedAsync(address, Topic(address).Subscriptions, skip, top, subscription => EntryAsync(subscription.Name, subscription.Mailbox, SubscriptionDescription.Write)),
        AddressKind.Rules => await FeedAsync(address, Subscription(address).Rules.All, skip, top, rule => Task.FromResult<XElement?>(AtomXml.Entry(rule.Name, RuleDescription.Write(rule)))),
        AddressKind.Subscription => await EntryAsync(Subscription(address).Name, Subscription(address).Mailbox, SubscriptionDescription.Write),
        AddressKind.Rule => AtomXml.Entry(address.Rule, RuleDescription.Write(Subscription(address).Rules.Find(address.Rule) ?? throw AdministrationError.NotFound(address.Rule))),
        _ => directory.FindTarget(address.Entity) switch
        {
            TopicTarget topic => await EntryAsync(topic),
            QueueTarget queue => await EntryAsync(queue.Path, queue.Scheduled, QueueDescription.Write),
            _ => throw AdministrationError.NotFound(address.Entity),
        },
    };

    public Task<XElement> PutAsync(AdministrationAddress address, XElement entry, bool updates)
    {
        if (address.Kind == AddressKind.Rule)
            PutRule(address, entry, updates);
        else if (updates)
            throw AdministrationError.NotSupported("A change of an entity that is there");
        else if (!EntityNames.AreValid(address))
            throw new AdministrationError(400, $"'{address.Title}' is no name for an entity.");
        else
            Create(address, entry);
        return GetAsync(address, 0, 1);
    }

    public void Delete(AdministrationAddress address)
    {
        if (address.Kind == AddressKind.Rule)
        {
            if (!Subscription(address).Rules.TryRemove(address.Rule))
                throw AdministrationError.NotFound(address.Rule);
            return;
        }

        if (address.Kind is not (AddressKind.Entity or AddressKind.Subscription))
            throw AdministrationError.NotSupported("To delete that");
        try
        {
            var removed = directory.Remove(address.Kind == AddressKind.Subscription ? address.SubscriptionPath : address.Entity);
            if (removed.Count == 0)
                throw AdministrationError.NotFound(address.Title);
            remove(removed);
        }
        catch (InvalidOperationException exception)
        {
            throw new AdministrationError(409, exception.Message);
        }
    }

    private void Create(AdministrationAddress address, XElement entry)
    {
        try
        {
            var added = address.Kind switch
            {
                AddressKind.Subscription => directory.TryAdd(Topic(address), SubscriptionDescription.Read(address, Topic(address).Settings, AtomXml.DescriptionIn(entry, SubscriptionDescription.Name), clock.GetUtcNow())),
                AddressKind.Entity when entry.Descendants(AtomXml.ServiceBus + TopicDescription.Name).Any() => directory.TryAdd([], [TopicDescription.Read(address.Entity, AtomXml.DescriptionIn(entry, TopicDescription.Name))]),
                AddressKind.Entity => directory.TryAdd([QueueDescription.Read(address.Entity, AtomXml.DescriptionIn(entry, QueueDescription.Name))], []),
                _ => throw AdministrationError.NotSupported("To make that"),
            };
            if (!added)
                throw AdministrationError.Exists(address.Title);
        }
        catch (FormatException exception)
        {
            throw new AdministrationError(400, exception.Message);
        }
    }

    private void PutRule(AdministrationAddress address, XElement entry, bool updates)
    {
        var rules = Subscription(address).Rules;
        var rule = RuleDescription.Read(AtomXml.DescriptionIn(entry, RuleDescription.Name), address.Rule) with { Name = address.Rule, CreatedAt = clock.GetUtcNow() };
        if (updates && !rules.TryReplace(rule))
            throw AdministrationError.NotFound(address.Rule);
        if (!updates && !rules.TryAdd(rule))
            throw AdministrationError.Exists(address.Rule);
    }

    private TopicTarget Topic(AdministrationAddress address) => directory.FindTarget(address.Entity) as TopicTarget ?? throw AdministrationError.NotFound(address.Entity);

    private Subscription Subscription(AdministrationAddress address) =>
        directory.FindSubscription(address.SubscriptionPath)?.Subscription ?? throw AdministrationError.NotFound(address.SubscriptionPath);

    // What is deleted while the list is made is left out.
    private static async Task<XElement> FeedAsync<T>(AdministrationAddress address, IEnumerable<T> all, int skip, int top, Func<T, Task<XElement?>> entry)
    {
        var entries = await Task.WhenAll(all.Skip(Math.Max(0, skip)).Take(Math.Clamp(top, 1, LargestPage)).Select(entry));
        return AtomXml.Feed(address.Kind.ToString(), entries.OfType<XElement>());
    }

    private static async Task<XElement?> EntryAsync(string title, EntityMailbox mailbox, Func<EntityRuntime, XElement> write) =>
        await EntityRuntime.TryReadAsync(mailbox) is { } runtime ? AtomXml.Entry(title, write(runtime)) : null;

    private static async Task<XElement?> EntryAsync(TopicTarget topic) =>
        await EntityRuntime.TryReadAsync(topic.Scheduled) is { } runtime ? AtomXml.Entry(topic.Path, TopicDescription.Write(topic, runtime)) : null;
}
