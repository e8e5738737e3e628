using Azure;
using Router.Requests;

namespace Router.Storage;

/// <summary>What is stored of one request or digest, as read at one moment: its head, and of the other rows those that were asked for.</summary>
internal sealed record Partition
{
    public required string Key { get; init; }

    public Request? Request { get; init; }

    /// <summary>Guards the head: a commit on top of an older reading is refused. Empty where there is none, as of digests until November 2026.</summary>
    public ETag HeadETag { get; init; }

    /// <summary>Counts commits; lists show the highest.</summary>
    public int Version { get; init; }

    /// <summary>Counts the times that work was under way: from a commit that left something open to the one that left nothing.</summary>
    public int Round { get; init; }

    /// <summary>Whether the round's row stands among what is pending, so that the relay finds what is open.</summary>
    public bool IsUnderWay { get; init; }

    /// <summary>Keys of our mails that were written in this round, so that whoever ends it lists them, whatever a crash kept from being listed.</summary>
    public IReadOnlySet<string> RoundMails { get; init; } = new HashSet<string>();

    public string Text { get; init; } = "";

    /// <summary>Names of the stages that have committed; of a long conversation's joinings the latest, see <see cref="LongConversation"/>.</summary>
    public IReadOnlySet<string> Receipts { get; init; } = new HashSet<string>();

    public IReadOnlyList<StoredOutboxMessage> Outbox { get; init; } = [];

    public IReadOnlyList<Mail> Mails { get; init; } = [];

    /// <summary>The later mails of a request, in the order of their arrival.</summary>
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    public IReadOnlyList<TimelineEvent> Timeline { get; init; } = [];

    public IReadOnlyList<StoredFact> Facts { get; init; } = [];

    /// <summary>How many later mails have joined it, whichever of them were read.</summary>
    public int LaterMails { get; init; }

    public bool Has(string stage) => Receipts.Contains(stage);

    /// <summary>The name of a stage that may come again: the prefix and the next number.</summary>
    public string Numbered(string prefix) => $"{prefix}{Receipts.Count(receipt => receipt.StartsWith(prefix, StringComparison.Ordinal)) + 1}";

    /// <summary>The round that a commit on top of a reading belongs to.</summary>
    public static int RoundOf(Partition? before) => before is null ? 1 : before.IsUnderWay ? before.Round : before.Round + 1;

    /// <summary>What stands in storage once a stage has committed on top of <paramref name="before"/>; of the other rows its own.</summary>
    public static Partition After(string key, Partition? before, Stage stage, Func<Partition, bool> isOpen)
    {
        var after = After(key, before, stage);
        return after with { IsUnderWay = isOpen(after) };
    }

    private static Partition After(string key, Partition? before, Stage stage) => new()
    {
        Key = key,
        Round = RoundOf(before),
        RoundMails = new HashSet<string>([.. before is { IsUnderWay: true } ? before.RoundMails : new HashSet<string>(), .. stage.Mails.Select(mail => mail.Key)]),
        Request = stage.Request ?? before?.Request,
        // A stage that leaves the request as it was leaves its version, too: the lists would take the next change for known.
        Version = (before?.Version ?? 0) + (before is null || (stage.Request is { } request && request != before.Request) ? 1 : 0),
        Text = stage.Text ?? before?.Text ?? "",
        LaterMails = (before?.LaterMails ?? 0) + (StageNames.IsJoining(stage.Name) ? 1 : 0),
        Receipts = new HashSet<string>([.. before?.Receipts ?? new HashSet<string>(), stage.Name]),
        Outbox = [.. before?.Outbox ?? [], .. stage.Outbox.Index().Select(message => new StoredOutboxMessage(PartitionRows.OutboxKey(stage.Name, message.Index), stage.Name, message.Item))],
        Mails = stage.Mails,
        FollowUps = stage.FollowUps,
    };
}

/// <param name="Id">Stable; the Service Bus MessageId derives from it.</param>
internal sealed record StoredOutboxMessage(string Id, string Stage, OutboxMessage Message);
