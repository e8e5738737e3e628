using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Router.Kit;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Crash;

/// <summary>Lets a digest become due, calls its timer until all people have it, and lets the app die at the chosen effect.</summary>
internal sealed class DigestCase
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly LocalStack stack;
    private readonly DigestTeam team;
    private readonly CrashCase news;
    private readonly StorageAccount account;
    private readonly PendingStore pending;
    private readonly PartitionStore partitions;
    private int digests;

    public DigestCase(LocalStack stack, DigestTeam team)
    {
        (this.stack, this.team) = (stack, team);
        news = new CrashCase(stack, new Oracle(stack.StorageConnectionString));
        account = new StorageAccount(Options.Create(new StorageOptions { ConnectionString = stack.StorageConnectionString }));
        var then = new Then(team.EnrolledAt);
        pending = new PendingStore(account, then);
        partitions = new PartitionStore(account, pending, new WorkProgress(), then);
    }

    /// <returns>How many effects passed.</returns>
    public async Task<int> RunAsync(int signal = 0, params (int At, KillPoint Point)[] kills)
    {
        if (digests == 0)
        {
            await news.RunAsync("email", "digest-news");
        }

        var digest = IdOf(digests++);
        await EnrolAsync(digest);
        team.Write(digest);
        // It reads the team at its start.
        stack.SignalApp(Signals.Kill);
        stack.Effects.Reset(kills, () => stack.SignalApp(signal));
        await CallTimerUntilAsync(async () => await HasDeliveredAsync(digest), Limit);
        return stack.Effects.Seen;
    }

    /// <summary>As planned, or at the run's last effect when it has fewer.</summary>
    /// <returns>How many kills struck.</returns>
    public async Task<int> StrikeAsync(int signal, (int At, KillPoint Point) kill)
    {
        var seen = await RunAsync(signal, kill);
        if (stack.Effects.Strikes == 0)
        {
            await RunAsync(signal, kill with { At = Math.Min(kill.At - 1, seen) });
        }

        return stack.Effects.Strikes;
    }

    /// <summary>Calls the timer on, as the next runs do, until a mail too many is there or the time is up.</summary>
    public Task RunAgainAsync(TimeSpan atMost) => CallTimerUntilAsync(async () => (await JudgeAsync()).Duplicated > 0, atMost);

    public async Task<Verdict> JudgeAsync()
    {
        var listed = await MailsAsync();
        var stored = await ReadAsync(account.Requests, "PartitionKey ge 'digest-' and PartitionKey lt 'digest.'");
        var perPerson = Expected().ToDictionary(prefix => prefix, prefix => listed.Where(mail => mail.Partition.StartsWith(prefix, StringComparison.Ordinal)).ToList());
        return new Verdict(
            perPerson.Count,
            Lost: perPerson.Keys.Count(prefix => !stored.Any(row => IsMailOf(row, prefix))),
            Duplicated: perPerson.Keys.Sum(prefix => Math.Max(0, stored.Count(row => IsMailOf(row, prefix)) - 1))
                + perPerson.Values.Sum(mails => Math.Max(0, mails.Count - 1)),
            Stuck: perPerson.Values.Count(mails => !mails.Any(mail => mail.Mail.State != MailState.Queued)),
            Ghost: listed.Count(mail => mail.Partition.StartsWith("digest-", StringComparison.Ordinal) && !perPerson.Keys.Any(prefix => mail.Partition.StartsWith(prefix, StringComparison.Ordinal))),
            Leaked: stack.HostOutput.Count(line => line.Contains(CrashCase.Canary, StringComparison.Ordinal)));
    }

    /// <summary>Enrolled long ago, so that the digest is due at the first call.</summary>
    private async Task EnrolAsync(string digest)
    {
        foreach (var person in DigestTeam.People)
        {
            var key = PrefixOf(digest, person) + "enrolment";
            var enrolment = new Stage("enrol", null) { Events = ["Gets the digest from now on."] };
            Assert.Equal(CommitResult.Committed, await partitions.CommitAsync(key, null, enrolment, TestContext.Current.CancellationToken));
            await pending.RemoveAsync(key, round: 1, TestContext.Current.CancellationToken);
        }
    }

    private async Task CallTimerUntilAsync(Func<Task<bool>> isDone, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            do
            {
                using var call = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/SendDigests");
                call.Headers.Add("x-functions-key", AppRoot.Secret);
                using var response = await stack.Client.SendAsync(call, limit.Token);
                response.EnsureSuccessStatusCode();
            }
            while (!await isDone() && await tick.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            // Not there in time: the verdict counts what is missing.
        }
    }

    private async Task<bool> HasDeliveredAsync(string digest)
    {
        var prefix = $"digest-{digest}-";
        var listed = await MailsAsync();
        var held = DigestTeam.People.Count(person => listed.Any(
            mail => mail.Mail.State != MailState.Queued && mail.Partition.StartsWith(PrefixOf(digest, person), StringComparison.Ordinal)));
        return held == DigestTeam.People.Count && (await ReadAsync(account.Pending, $"RowKey ge '{prefix}' and RowKey lt '{prefix}~'")).Count == 0;
    }

    private IEnumerable<string> Expected() =>
        Enumerable.Range(0, digests).SelectMany(_ => DigestTeam.People, (index, person) => PrefixOf(IdOf(index), person));

    private static bool IsMailOf(TableEntity row, string prefix) =>
        row.RowKey.StartsWith("mail~", StringComparison.Ordinal) && row.PartitionKey.StartsWith(prefix, StringComparison.Ordinal);

    private static string IdOf(int index) => $"d{index}";

    private static string PrefixOf(string digest, string person) => $"digest-{digest}-{person}-";

    private async Task<List<MailListing>> MailsAsync() =>
        await new ViewStore(account).MailsAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    private Task<List<TableEntity>> ReadAsync(TableClient table, string filter) => account.RunAsync(
        async token => await table.QueryAsync<TableEntity>(filter, cancellationToken: token).ToListAsync(token), TestContext.Current.CancellationToken);

    private sealed class Then(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
