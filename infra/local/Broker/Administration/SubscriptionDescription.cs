using System.Xml;
using System.Xml.Linq;
using Router.Broker.Entities;
using Router.Broker.Filters;
using static Router.Broker.Administration.AtomXml;

namespace Router.Broker.Administration;

internal static class SubscriptionDescription
{
    public const string Name = "SubscriptionDescription";

    public static SubscriptionSettings Read(AdministrationAddress address, TopicSettings topic, XElement description, DateTimeOffset now)
    {
        var queue = QueueDescription.Read(address.SubscriptionPath, description);
        var rule = description.Element(ServiceBus + "DefaultRuleDescription") is { } first ? RuleDescription.Read(first, SubscriptionRule.DefaultName) : SubscriptionRule.Default;
        return new SubscriptionSettings(
            address.Subscription,
            queue with
            {
                DetectsDuplicates = topic.DetectsDuplicates,
                DuplicateWindow = topic.DuplicateWindow,
                DefaultTimeToLive = queue.DefaultTimeToLive < topic.DefaultTimeToLive ? queue.DefaultTimeToLive : topic.DefaultTimeToLive,
            },
            [rule with { CreatedAt = now }]);
    }

    public static XElement Write(EntityRuntime runtime) => new(
        ServiceBus + Name,
        Element("LockDuration", XmlConvert.ToString(runtime.Settings.LockDuration)),
        Element("RequiresSession", runtime.Settings.RequiresSession),
        Element("DefaultMessageTimeToLive", XmlConvert.ToString(runtime.Settings.DefaultTimeToLive)),
        Element("DeadLetteringOnMessageExpiration", runtime.Settings.DeadLettersExpired),
        Element("DeadLetteringOnFilterEvaluationExceptions", true),
        Element("MaxDeliveryCount", runtime.Settings.MaxDeliveryCount),
        Element("EnableBatchedOperations", runtime.Settings.Notes.BatchedOperations),
        QueueDescription.Tail(runtime));
}
