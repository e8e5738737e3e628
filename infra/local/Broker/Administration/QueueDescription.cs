using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Router.Broker.Entities;
using static Router.Broker.Administration.AtomXml;

namespace Router.Broker.Administration;

/// <summary>Queues, and what subscriptions share with them.</summary>
internal static class QueueDescription
{
    public const string Name = "QueueDescription";
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    public static QueueSettings Read(string path, XElement description)
    {
        var reader = new DescriptionReader(description);
        var settings = new QueueSettings
        {
            Path = path,
            LockDuration = reader.Duration("LockDuration", TimeSpan.FromMinutes(1)),
            MaxDeliveryCount = reader.Number("MaxDeliveryCount", 10),
            DefaultTimeToLive = reader.Duration("DefaultMessageTimeToLive", TimeSpan.MaxValue),
            DeadLettersExpired = reader.Flag("DeadLetteringOnMessageExpiration"),
            DetectsDuplicates = reader.Flag("RequiresDuplicateDetection"),
            DuplicateWindow = reader.Duration("DuplicateDetectionHistoryTimeWindow", TimeSpan.FromMinutes(10)),
            RequiresSession = reader.Flag("RequiresSession"),
            ForwardTo = reader.Entity("ForwardTo"),
            ForwardDeadLettersTo = reader.Entity("ForwardDeadLetteredMessagesTo"),
            Notes = reader.Notes(),
        };
        reader.RefuseRest();
        if (settings.LockDuration <= TimeSpan.Zero || settings.LockDuration > LongestLock || settings.MaxDeliveryCount < 1 || settings.DefaultTimeToLive <= TimeSpan.Zero)
            throw new AdministrationError(400, "LockDuration goes up to PT5M; MaxDeliveryCount and DefaultMessageTimeToLive are positive.");
        return settings;
    }

    public static XElement Write(EntityRuntime runtime)
    {
        var settings = runtime.Settings;
        return new XElement(
            ServiceBus + Name,
            Element("LockDuration", XmlConvert.ToString(settings.LockDuration)),
            Element("MaxSizeInMegabytes", settings.Notes.MaxSizeInMegabytes),
            Element("RequiresDuplicateDetection", settings.DetectsDuplicates),
            Element("RequiresSession", settings.RequiresSession),
            Element("DefaultMessageTimeToLive", XmlConvert.ToString(settings.DefaultTimeToLive)),
            Element("DeadLetteringOnMessageExpiration", settings.DeadLettersExpired),
            Element("DuplicateDetectionHistoryTimeWindow", XmlConvert.ToString(settings.DuplicateWindow)),
            Element("MaxDeliveryCount", settings.MaxDeliveryCount),
            Element("EnableBatchedOperations", settings.Notes.BatchedOperations),
            Tail(runtime),
            Element("EnableExpress", false));
    }

    /// <summary>What queues and subscriptions say alike, in the service's order.</summary>
    public static IEnumerable<XElement?> Tail(EntityRuntime runtime)
    {
        var (settings, counts) = (runtime.Settings, runtime.Counts);
        yield return Element("SizeInBytes", runtime.Bytes);
        yield return Element("MessageCount", counts.NotDeadLettered + counts.DeadLettered);
        yield return Element("Status", "Active");
        yield return settings.ForwardTo is { } to ? Element("ForwardTo", to) : null;
        yield return settings.Notes.UserMetadata is { } metadata ? Element("UserMetadata", metadata) : null;
        yield return Element("CreatedAt", Time(runtime.CreatedAt));
        yield return Element("UpdatedAt", Time(runtime.CreatedAt));
        yield return Element("AccessedAt", Time(runtime.AccessedAt));
        yield return Counted(counts.NotDeadLettered - counts.Scheduled, counts.DeadLettered, counts.Scheduled);
        yield return Element("AutoDeleteOnIdle", XmlConvert.ToString(TimeSpan.MaxValue));
        yield return Element("EnablePartitioning", false);
        yield return settings.ForwardDeadLettersTo is { } dead ? Element("ForwardDeadLetteredMessagesTo", dead) : null;
        yield return Element("EntityAvailabilityStatus", "Available");
    }

    public static XElement Counted(int active, int deadLettered, int scheduled) => new(
        ServiceBus + "CountDetails",
        Count("ActiveMessageCount", active),
        Count("DeadLetterMessageCount", deadLettered),
        Count("ScheduledMessageCount", scheduled),
        Count("TransferMessageCount", 0),
        Count("TransferDeadLetterMessageCount", 0));

    private static XElement Count(string name, int count) => new(Counts + name, count.ToString(CultureInfo.InvariantCulture));
}
