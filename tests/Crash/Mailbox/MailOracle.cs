using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Router.GraphStandIn;
using Router.GraphStandIn.Mails;
using Router.Requests;
using Router.Storage;

namespace Router.Crash.Mailbox;

/// <summary>Sets what stands in storage and in the mailbox beside what should.</summary>
internal sealed class MailOracle(string storage, GraphServer mailbox)
{
    private readonly StorageAccount account = new(Options.Create(new StorageOptions { ConnectionString = storage }));

    /// <summary>Looks until everything is where it belongs, or the time is up.</summary>
    public async Task<MailVerdict> SettleAsync(IReadOnlyDictionary<string, string> labels, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(2));
        var (verdict, before) = (await JudgeAsync(labels), -1);
        try
        {
            // Our last mails may set off others.
            while (!verdict.IsComplete || before != labels.Count)
            {
                before = labels.Count;
                await tick.WaitForNextTickAsync(limit.Token);
                verdict = await JudgeAsync(labels);
            }
        }
        catch (OperationCanceledException)
        {
            // What is still missing then is lost.
        }

        return verdict;
    }

    private async Task<MailVerdict> JudgeAsync(IReadOnlyDictionary<string, string> labels)
    {
        var requests = await RequestsAsync();
        var placed = requests.SelectMany(partition => IdsOf(partition).Select(id => (Id: id, partition.Key))).ToList();
        var times = placed.GroupBy(mail => mail.Id).ToDictionary(group => group.Key, group => group.Count());
        var requestsOfLabel = placed.Where(mail => labels.ContainsKey(mail.Id)).GroupBy(mail => labels[mail.Id]).Select(group => group.Select(mail => mail.Key).Distinct().Count());
        var labelsOfRequest = requests.Select(partition => IdsOf(partition).Where(labels.ContainsKey).Select(id => labels[id]).Distinct().Count());
        var sent = mailbox.Mails.All.Where(mail => mail.Folder == MailStore.SentItems).GroupBy(mail => mail.MessageId).Select(group => group.Count()).ToList();
        return new MailVerdict(
            labels.Count,
            Requests: requests.Count,
            Labels: labels.Values.Distinct().Count(),
            Lost: labels.Keys.Count(id => !times.ContainsKey(id)),
            Doubled: times.Values.Sum(count => count - 1),
            WrongThreads: requestsOfLabel.Sum(count => count - 1) + labelsOfRequest.Sum(count => Math.Max(0, count - 1)),
            Sent: sent.Count,
            SentDoubled: sent.Sum(count => count - 1),
            Unsent: requests.Sum(partition => partition.Mails.Count(mail => mail.State != MailState.Sent)) + requests.Count(partition => partition is { Mails.Count: 0, Request.IsAutomatic: false }));
    }

    private static IEnumerable<string> IdsOf(Partition partition) =>
        partition.FollowUps.Select(followUp => followUp.Mail?.MessageId).Append(partition.Request?.Mail?.MessageId).OfType<string>();

    private async Task<List<Partition>> RequestsAsync()
    {
        var rows = await account.RunAsync(
            async token =>
            {
                List<TableEntity> found = [];
                await foreach (var row in account.Requests.QueryAsync<TableEntity>(cancellationToken: token))
                {
                    found.Add(row);
                }

                return found;
            },
            CancellationToken.None);
        return [.. rows.GroupBy(row => row.PartitionKey).Select(group => PartitionRows.Read(group.Key, group)).Where(partition => partition.Request is not null)];
    }
}

/// <summary>What a run came to.</summary>
internal sealed record MailVerdict(int Mails, int Requests, int Labels, int Lost, int Doubled, int WrongThreads, int Sent, int SentDoubled, int Unsent)
{
    public bool IsComplete => this is { Lost: 0, Unsent: 0 } && Requests == Labels;

    public bool IsHealthy => IsComplete && this is { Doubled: 0, WrongThreads: 0, SentDoubled: 0 };

    public override string ToString() =>
        $"mails {Mails} · requests {Requests} of {Labels} · lost {Lost} · doubled {Doubled} · wrong threads {WrongThreads} · sent {Sent} · sent doubled {SentDoubled} · unsent {Unsent}";
}
