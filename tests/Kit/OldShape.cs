using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Kit;

/// <summary>
/// Requests as the version before November 2026 left them when it stopped: heads without lists, receipts and outbox in rows of their own only, and for each unfinished
/// stage an intent among what is pending.
/// </summary>
internal static class OldShape
{
    private const int Writers = 8;
    private const string Words = "How do I publish a content item? Where can I find the steps?";
    private static readonly DateTimeOffset Then = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] NewColumns = ["Receipts", "Outbox", "RoundMails", "Round", "IsUnderWay"];

    /// <returns>What stands in each.</returns>
    public static async Task<IReadOnlyDictionary<string, StoredRequest>> WriteAsync(string connectionString, int count)
    {
        var account = new StorageAccount(Options.Create(new StorageOptions { ConnectionString = connectionString, DeadlineSeconds = 60 }));
        await account.RunAsync(_ => Task.CompletedTask, CancellationToken.None);
        var stages = Enumerable.Range(0, count).Select(StagesOf).ToDictionary(each => each[0].Request!.Id);
        await Parallel.ForEachAsync(stages, new ParallelOptions { MaxDegreeOfParallelism = Writers }, (each, _) => WriteAsync(account, each.Key, each.Value));
        return stages.ToDictionary(each => each.Key, each => new StoredRequest(each.Value[^1].Request!, Words));
    }

    /// <summary>What no step of a request's way may change.</summary>
    public static string ContentOf(StoredRequest stored) => string.Join(
        '\n',
        stored.Request.Channel, stored.Request.Source, stored.Request.Subject, stored.Request.Customer, stored.Request.ReceivedAt.UtcTicks, stored.Request.ContentHash,
        stored.Request.StatusToken, stored.Request.Details.GetValueOrDefault("order"), stored.Text);

    /// <summary>In turn: not triaged yet, on its way to the documentation, and there with a reply that is to be delivered.</summary>
    private static IReadOnlyList<Stage> StagesOf(int number)
    {
        var received = new Request
        {
            Id = RequestId.From(Channel.Form, "old", $"{number}").Value,
            Channel = Channel.Form,
            Source = "support",
            Subject = $"Old question {number}",
            Customer = new Customer("kim@example.org", "Kim"),
            ReceivedAt = Then.AddSeconds(number),
            ContentHash = $"{number:x32}",
            StatusToken = $"{number:x32}",
            Details = new Dictionary<string, string> { ["order"] = $"{number}" },
        };
        var routed = received with { Kind = RequestKind.Doing, State = RequestState.Routed };
        var landed = routed with { State = RequestState.Landed, Landing = new Landing(LandingPlace.Answer, "Answered", "/answers") };
        var reply = new Mail("reply", "kim@example.org", "Kim", "Re: Old question", "Thank you.", "<p>Thank you.</p>", Then);
        Stage[] stages =
        [
            new Stage(StageNames.Receive, received) { Text = Words, Outbox = [new OutboxMessage(MessageNames.TriageRequest)], Events = ["Received by Form."] },
            new Stage(StageNames.Triage, routed) { Outbox = [new OutboxMessage(MessageNames.AnswerFromDocs)], Events = ["Triaged."] },
            new Stage(StageNames.Land, landed) { Outbox = [new OutboxMessage(MessageNames.DeliverMail, reply.Key)], Mails = [reply], Events = ["Answered."] },
        ];
        return stages[..((number % stages.Length) + 1)];
    }

    private static async ValueTask WriteAsync(StorageAccount account, string id, IReadOnlyList<Stage> stages)
    {
        Partition? partition = null;
        List<TableEntity> rows = [];
        foreach (var stage in stages)
        {
            partition = Partition.After(id, partition, stage, _ => true);
            rows.AddRange(PartitionRows.ToStageRows(id, stage, Then));
        }

        var head = PartitionRows.ToHeadRow(partition!);
        foreach (var column in head.Keys.Where(column => NewColumns.Contains(column.TrimEnd('0'))).ToList())
        {
            head.Remove(column);
        }

        await account.Requests.SubmitTransactionAsync(rows.Prepend(head).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        await account.Pending.AddEntityAsync(new TableEntity(id[..1], $"{id}~{stages[^1].Name}") { ["Since"] = Then, ["Resends"] = 0 });
        await new ViewStore(account).ProjectRequestAsync(partition!, CancellationToken.None);
    }
}
