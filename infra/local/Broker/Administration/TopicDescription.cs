using System.Xml;
using System.Xml.Linq;
using Router.Broker.Entities;
using Router.Broker.Nodes;
using static Router.Broker.Administration.AtomXml;

namespace Router.Broker.Administration;

internal static class TopicDescription
{
    public const string Name = "TopicDescription";

    public static TopicSettings Read(string path, XElement description)
    {
        var reader = new DescriptionReader(description);
        var settings = new TopicSettings
        {
            Path = path,
            DefaultTimeToLive = reader.Duration("DefaultMessageTimeToLive", TimeSpan.MaxValue),
            DetectsDuplicates = reader.Flag("RequiresDuplicateDetection"),
            DuplicateWindow = reader.Duration("DuplicateDetectionHistoryTimeWindow", TimeSpan.FromMinutes(10)),
            Notes = reader.Notes(),
        };
        reader.RefuseRest();
        return settings;
    }

    public static XElement Write(TopicTarget topic, EntityRuntime scheduled) => new(
        ServiceBus + Name,
        Element("DefaultMessageTimeToLive", XmlConvert.ToString(topic.Settings.DefaultTimeToLive)),
        Element("MaxSizeInMegabytes", topic.Settings.Notes.MaxSizeInMegabytes),
        Element("RequiresDuplicateDetection", topic.Settings.DetectsDuplicates),
        Element("DuplicateDetectionHistoryTimeWindow", XmlConvert.ToString(topic.Settings.DuplicateWindow)),
        Element("EnableBatchedOperations", topic.Settings.Notes.BatchedOperations),
        Element("SizeInBytes", scheduled.Bytes),
        Element("Status", "Active"),
        topic.Settings.Notes.UserMetadata is { } metadata ? Element("UserMetadata", metadata) : null,
        Element("CreatedAt", Time(scheduled.CreatedAt)),
        Element("UpdatedAt", Time(scheduled.CreatedAt)),
        Element("AccessedAt", Time(scheduled.AccessedAt)),
        Element("SupportOrdering", true),
        QueueDescription.Counted(0, 0, scheduled.Counts.Scheduled),
        Element("SubscriptionCount", topic.Subscriptions.Count),
        Element("AutoDeleteOnIdle", XmlConvert.ToString(TimeSpan.MaxValue)),
        Element("EnablePartitioning", false),
        Element("EntityAvailabilityStatus", "Available"),
        Element("EnableSubscriptionPartitioning", false),
        Element("EnableExpress", false));
}
