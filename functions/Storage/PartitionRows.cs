using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Router.Requests;

namespace Router.Storage;

/// <summary>How a partition's contents stand in table rows. Row keys hold no character that Tables forbids.</summary>
internal static class PartitionRows
{
    /// <summary>The head: state, receipts and outbox, all that a step needs to know.</summary>
    public const string HeadRow = "request";

    /// <summary>Begins the later mails, the newest first.</summary>
    public const string LaterPrefix = "later~";

    /// <summary>Began the later mails until November 2026, in no order.</summary>
    public const string FollowUpPrefix = "followup~";
    public const string MailPrefix = "mail~";
    public const string EventPrefix = "event~";
    public const string RawPrefix = "raw~";
    private const string ReceiptPrefix = "receipt~";
    private const string OutboxPrefix = "outbox~";
    private const string FactPrefix = "fact~";
    private const string Document = "Document";
    private const string Text = "Text";
    private const string Version = "Version";
    private const string MailKey = "MailKey";
    private const string Body = "Body";
    private const int MaxKeyLength = 256;
    private const string Receipts = "Receipts";
    private const string Outbox = "Outbox";
    private const string Round = "Round";
    private const string IsUnderWay = "IsUnderWay";
    private const string RoundMails = "RoundMails";
    private const string LaterMails = "LaterMails";

    public static TableEntity ToHeadRow(Partition partition)
    {
        var row = new TableEntity(partition.Key, HeadRow) 
        {
            [Text] = partition.Text,
            [Version] = partition.Version,
            [Round] = partition.Round,
            [IsUnderWay] = partition.IsUnderWay,
            [LaterMails] = partition.LaterMails,
        };
        if (partition.Request is { } request)
        {
            row[Document] = JsonSerializer.Serialize(request, StorageJsonContext.Unescaped.Request);
        }

        var named = LongConversation.InHead(partition);
        ListColumns.Write(row, RoundMails, partition.RoundMails);
        ListColumns.Write(row, Receipts, named.Receipts);
        ListColumns.Write(row, Outbox, named.Outbox.Select(stored => $"{stored.Id}\t{stored.Message.Message}\t{stored.Message.MailKey}"));
        return row;
    }

    /// <summary>Whether a head tells all; until November 2026 receipts and outbox stood in rows of their own only.</summary>
    public static bool IsWhole(TableEntity head) => ListColumns.Has(head, Receipts);

    public static IEnumerable<TableEntity> ToStageRows(string partition, Stage stage, DateTimeOffset now)
    {
        yield return new TableEntity(partition, ReceiptKey(stage.Name)) { ["At"] = now };
        foreach (var (index, message) in stage.Outbox.Index())
        {
            yield return new TableEntity(partition, OutboxKey(stage.Name, index)) { ["Message"] = message.Message, [MailKey] = message.MailKey };
        }

        if (stage.Raw is { FitsARow: true } raw)
        {
            yield return new TableEntity(partition, RawPrefix + raw.ContentHash) { [Body] = raw.Body.ToArray(), ["ContentType"] = raw.ContentType };
        }

        foreach (var mail in stage.Mails)
        {
            yield return ToMailRow(partition, mail);
        }

        foreach (var followUp in stage.FollowUps)
        {
            yield return new TableEntity(partition, followUp.StoredAs ?? LaterKey(followUp))
            {
                [MailKey] = followUp.Key,
                [Document] = JsonSerializer.Serialize(followUp with { Text = "" }, StorageJsonContext.Unescaped.FollowUp),
                [Text] = followUp.Text,
            };
        }

        foreach (var (index, text) in stage.Events.Index())
        {
            yield return new TableEntity(partition, $"{EventKey(now)}~{stage.Name}~{index}") { [Text] = text, ["At"] = now };
        }

        foreach (var (index, fact) in stage.Facts.Index())
        {
            yield return new TableEntity(partition, FactKey(stage.Name, index))
            {
                [Document] = JsonSerializer.Serialize(fact, StorageJsonContext.Unescaped.Fact),
                ["At"] = now,
            };
        }
    }

    /// <summary>Whether a later stage may write the row again; all others are written once.</summary>
    public static bool MayChange(TableEntity row) =>
        new[] { MailPrefix, LaterPrefix, FollowUpPrefix, RawPrefix }.Any(prefix => row.RowKey.StartsWith(prefix, StringComparison.Ordinal));

    public static byte[] ReadRaw(TableEntity row) => row.GetBinary(Body);

    public static TableEntity ToMailRow(string partition, Mail mail) => new(partition, MailPrefix + mail.Key)
    {
        [Document] = JsonSerializer.Serialize(mail, StorageJsonContext.Unescaped.Mail),
    };

    /// <summary>The rows of one kind.</summary>
    /// <param name="prefix">Ends with a tilde, which sorts behind all that keys are made of.</param>
    public static string InPartition(string key, string prefix) => TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {prefix} and RowKey lt {prefix + '~'}");

    /// <summary>All rows but the bytes as they came.</summary>
    public static string WithoutRaw(string key) => $"{TableClient.CreateQueryFilter($"PartitionKey eq {key}")} and {Outside(RawPrefix)}";

    /// <summary>All rows but those of the later mails and the timeline, of which there can be many.</summary>
    public static string WithoutConversation(string key) => $"{WithoutRaw(key)} and {Outside(EventPrefix)} and {Outside(FollowUpPrefix)} and {Outside(LaterPrefix)}";

    public static string ReceiptKey(string stage) => ReceiptPrefix + stage;

    public static string FactKey(string stage, int index) => $"{FactPrefix}{stage}~{index}";

    /// <summary>Whether Tables takes a text as part of a key; what it doesn't was never stored.</summary>
    public static bool MayBeKey(string text) => text.Length is > 0 and <= MaxKeyLength && text.All(character => !char.IsControl(character) && character is not ('/' or '\\' or '#' or '?'));

    public static string EventKey(DateTimeOffset at) => $"{EventPrefix}{at.UtcTicks:D19}";

    private static string Outside(string prefix) => $"(RowKey lt '{prefix}' or RowKey gt '{prefix}~')";

    private static string LaterKey(FollowUp followUp) => $"{LaterPrefix}{DateTimeOffset.MaxValue.UtcTicks - followUp.ReceivedAt.UtcTicks:D19}~{followUp.Key}";

    public static string OutboxKey(string stage, int index) => $"{OutboxPrefix}{stage}~{index}";

    public static Partition Read(string key, IEnumerable<TableEntity> rows)
    {
        var partition = new PartitionReading(key);
        foreach (var row in rows)
        {
            partition.Add(row);
        }

        return partition.ToPartition();
    }

    private sealed class PartitionReading(string key)
    {
        private readonly HashSet<string> receipts = [];
        private readonly OrderedDictionary<string, StoredOutboxMessage> outbox = [];
        private readonly List<Mail> mails = [];
        private readonly List<FollowUp> followUps = [];
        private readonly List<TimelineEvent> timeline = [];
        private readonly List<StoredFact> facts = [];
        private TableEntity? head;

        public void Add(TableEntity row)
        {
            var parts = row.RowKey.Split('~');
            switch (parts[0] + (parts.Length > 1 ? "~" : ""))
            {
                case HeadRow:
                    head = row;
                    receipts.UnionWith(ListColumns.Read(row, Receipts));
                    foreach (var line in ListColumns.Read(row, Outbox))
                    {
                        AddOutbox(line.Split('\t') is [var id, var message, var mail] ? new(id, id.Split('~')[1], new(message, mail.Length == 0 ? null : mail)) : throw Unreadable(row));
                    }

                    break;
                case ReceiptPrefix:
                    receipts.Add(parts[1]);
                    break;
                case OutboxPrefix:
                    AddOutbox(new(row.RowKey, parts[1], new(row.GetString("Message"), row.GetString(MailKey))));
                    break;
                case MailPrefix:
                    mails.Add(Deserialize(row, StorageJsonContext.Unescaped.Mail));
                    break;
                case LaterPrefix:
                case FollowUpPrefix:
                    followUps.Add(Deserialize(row, StorageJsonContext.Unescaped.FollowUp) with { Text = row.GetString(Text), StoredAs = row.RowKey });
                    break;
                case EventPrefix:
                    timeline.Add(new(row.GetDateTimeOffset("At")!.Value, parts[2], row.GetString(Text)));
                    break;
                case FactPrefix:
                    facts.Add(new(row.GetDateTimeOffset("At")!.Value, parts[1], Deserialize(row, StorageJsonContext.Unescaped.Fact)));
                    break;
            }
        }

        public Partition ToPartition() => new()
        {
            Key = key,
            Request = head?.GetString(Document) is null ? null : Deserialize(head, StorageJsonContext.Unescaped.Request),
            HeadETag = head?.ETag ?? default,
            Version = head?.GetInt32(Version) ?? 0,
            Round = head?.GetInt32(Round) ?? 0,
            IsUnderWay = head?.GetBoolean(IsUnderWay) ?? false,
            RoundMails = new HashSet<string>(head is null ? [] : ListColumns.Read(head, RoundMails)),
            Text = head?.GetString(Text) ?? "",
            LaterMails = head is null ? 0 : head.GetInt32(LaterMails) ?? ListColumns.Read(head, Receipts).Count(StageNames.IsJoining),
            Receipts = receipts,
            Outbox = [.. outbox.Values],
            Mails = mails,
            FollowUps = [.. followUps.OrderBy(followUp => followUp.ReceivedAt)],
            Timeline = timeline,
            Facts = facts,
        };

        private static T Deserialize<T>(TableEntity row, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
            JsonSerializer.Deserialize(row.GetString(Document), type)
            ?? throw Unreadable(row);

        // It stands in the head and, for instances of an older version that run beside, in a row of its own.
        private void AddOutbox(StoredOutboxMessage message) => outbox[message.Id] = message;

        private static RequestFailedException Unreadable(TableEntity row) => new(500, $"Row {row.RowKey} of partition {row.PartitionKey} is empty.");
    }
}
