using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Router.Kit;
using Router.Messaging;
using Router.Storage;

namespace Router.Crash.Faults;

/// <summary>Sends each message that a request has ever sent again, one to ten times, in any order, by eight workers, until it is stopped.</summary>
internal sealed class Copier : IAsyncDisposable
{
    private const int Workers = 8;
    private const int MostTimes = 10;
    private readonly CancellationTokenSource stopped = new();
    private readonly RawBus bus;
    private readonly StorageAccount account;
    private readonly Random random;
    private readonly Task copying;
    private int copies;

    private Copier(RawBus bus, string storage, int seed)
    {
        this.bus = bus;
        account = new StorageAccount(Options.Create(new StorageOptions { ConnectionString = storage }));
        random = new Random(seed);
        copying = CopyAsync();
    }

    public int Copies => Volatile.Read(ref copies);

    public static async Task<Copier> StartAsync(LocalStack stack, int seed) => new(await RawBus.OpenAsync(stack.Broker), stack.StorageConnectionString, seed);

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await copying;
        await bus.DisposeAsync();
        stopped.Dispose();
    }

    private async Task CopyAsync()
    {
        var known = new HashSet<MessageEnvelope>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            do
            {
                var rows = await account.Requests.QueryAsync<TableEntity>(cancellationToken: stopped.Token).ToListAsync(stopped.Token);
                var sent = rows.GroupBy(row => row.PartitionKey)
                    .SelectMany(group => PartitionRows.Read(group.Key, group).Outbox.Select(stored => new MessageEnvelope(stored.Message.Message, group.Key, stored.Message.MailKey)));
                var again = sent.Where(known.Add).SelectMany(envelope => Enumerable.Repeat(envelope, random.Next(1, MostTimes + 1))).ToArray();
                random.Shuffle(again);
                await Parallel.ForEachAsync(again, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (envelope, _) =>
                {
                    await bus.SendAsync(QueueNames.For(envelope.Message), envelope.ToBytes());
                    Interlocked.Increment(ref copies);
                });
            }
            while (await tick.WaitForNextTickAsync(stopped.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
