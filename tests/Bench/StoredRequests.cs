using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Storage;

namespace Router.Bench;

/// <summary>Requests that came long ago, written straight into the tables as the app leaves them.</summary>
internal static class StoredRequests
{
    public const int Vocabulary = 20_000;
    private const int Writers = 8;
    private static readonly string[] Syllables = [.. "bcdfghklmnprstvwzjqx".Select((letter, index) => $"{letter}{"aeiou"[index % 5]}")];
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task FillAsync(string connectionString, int count)
    {
        var account = new StorageAccount(Options.Create(new StorageOptions { ConnectionString = connectionString, DeadlineSeconds = 30 }));
        await account.RunAsync(_ => Task.CompletedTask, CancellationToken.None);
        var ids = Enumerable.Range(0, count).Select(number => RequestId.From(Channel.Form, "stored", $"{number}").Value).ToList();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (id, token) =>
        {
            var stage = StageOf(id);
            var head = PartitionRows.ToHeadRow(Partition.After(id, before: null, stage, _ => false));
            await account.Requests.SubmitTransactionAsync(
                [.. PartitionRows.ToStageRows(id, stage, Then).Prepend(head).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))], token);
        });
        await Parallel.ForEachAsync(
            ids.Index(), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (one, token) => await account.Views.UpsertEntityAsync(ListRowOf(one.Item, one.Index), TableUpdateMode.Replace, token));
    }

    private static Stage StageOf(string id)
    {
        var raw = new RawPayload("hash", new byte[400], "application/json");
        return new Stage(StageNames.Land, RequestOf(id))
        {
            Text = "Could you please add a feature to the product? It would help us a lot.",
            Raw = raw,
            Mails = [new Mail("reply", "kim@example.com", "Kim", "Re: A wish", "Thank you.", "<p>Thank you.</p>", Then) { State = MailState.Held }],
            Events = ["Received by Form.", "Triaged.", "New on the board.", "A reply was drafted.", "The mail is in the outbox."],
        };
    }

    /// <summary>Some 100 words of a vocabulary in which few words are frequent, as in any language.</summary>
    public static string TextOf(int number)
    {
        var random = new Random(number);
        return string.Join(' ', Enumerable.Range(0, 100).Select(_ => WordOf((int)(Vocabulary * Math.Pow(random.NextDouble(), 4)))));
    }

    /// <param name="rank">0 for the most frequent word.</param>
    public static string WordOf(int rank) => string.Concat(Syllables[rank % 20], Syllables[rank / 20 % 20], Syllables[rank / 400 % 20], Syllables[rank / 8_000 % 20]);

    private static TableEntity ListRowOf(string id, int number) => new("requests", $"{DateTimeOffset.MaxValue.UtcTicks - Then.UtcTicks:D19}~{id}")
    {
        ["Document"] = System.Text.Json.JsonSerializer.Serialize(RequestOf(id), StorageJsonContext.Unescaped.Request),
        [TextColumns.Text] = TextOf(number),
        ["Version"] = 3,
        ["Kind"] = nameof(RequestKind.Doing),
        ["State"] = nameof(RequestState.Landed),
    };

    private static Request RequestOf(string id) => new()
    {
        Id = id,
        Channel = Channel.Form,
        Source = "support",
        Subject = "A wish of long ago",
        Customer = new Customer("kim@example.com", "Kim"),
        ReceivedAt = Then,
        ContentHash = "hash",
        StatusToken = "token",
        Kind = RequestKind.Doing,
        State = RequestState.Landed,
        Landing = new Landing(LandingPlace.Answer, "Answered", "/answers"),
    };
}
