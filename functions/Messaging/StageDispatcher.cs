using System.Threading.Channels;
using Router.Storage;

namespace Router.Messaging;

/// <summary>
/// Sends on what stages have committed: list rows and queue messages. Called at once after a commit, in the background, so that nobody waits
/// for the broker; what fails or is lost with the process stays pending and the relay does it again.
/// </summary>
internal sealed partial class StageDispatcher(
    PendingStore pending, ViewStore views, IMessageSender sender, ILogger<StageDispatcher> logger) : BackgroundService
{
    private const int Workers = 8;

    // Bounded: under a long outage of the broker the overflow is dropped here and found by the relay.
    private readonly Channel<(Partition Partition, string Stage)> queue = Channel.CreateBounded<(Partition, string)>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Hands over a committed stage; returns at once.</summary>
    public void Enqueue(Partition partition, string stage) => queue.Writer.TryWrite((partition, stage));

    /// <summary>Lists the partition and sends those messages of a committed stage that have not had their effect; any number of repetitions is harmless.</summary>
    /// <param name="resend">0 for the first sending, so that the broker's duplicate detection drops a repetition; each later one is another message to the broker.</param>
    /// <returns>How many messages were sent.</returns>
    public async Task<int> SendOnAsync(Partition partition, string stage, int resend, CancellationToken cancellationToken)
    {
        var open = partition.Outbox.Where(stored => stored.Stage == stage && !MessageProgress.IsDone(partition, stored.Message)).ToList();
        await Task.WhenAll(open
            .GroupBy(
                stored => QueueNames.For(stored.Message.Message),
                stored => new OutboundMessage(
                    resend == 0 ? $"{partition.Key}.{stored.Id}" : $"{partition.Key}.{stored.Id}.{resend}",
                    new MessageEnvelope(stored.Message.Message, partition.Key, stored.Message.MailKey, Sending: $"{stage}.{resend}")))
            .Select(queue => sender.SendAsync(queue.Key, [.. queue], cancellationToken))
            .Append(views.ProjectAsync(partition, cancellationToken)));
        return open.Count;
    }

    /// <summary>Takes nothing more and waits until all that was handed over is sent or left for the relay.</summary>
    public Task CompleteAsync()
    {
        queue.Writer.TryComplete();
        return ExecuteTask ?? Task.CompletedTask;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        await foreach (var (partition, stage) in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await DispatchAsync(partition, stage, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LeftForRelay(logger, partition.Key, stage, FailureClassifier.Classify(failure), failure.GetType().Name);
            }
        }
    }

    /// <summary>The stage's own intent stays until its messages have had their effect; those that waited for this stage go now.</summary>
    private async Task DispatchAsync(Partition partition, string stage, CancellationToken cancellationToken)
    {
        var sent = await SendOnAsync(partition, stage, resend: 0, cancellationToken);
        var ended = MessageProgress.StagesCompletedBy(partition, stage).Concat(sent == 0 ? [stage] : []);
        await Task.WhenAll(ended.Select(done => pending.RemoveAsync(partition.Key, done, cancellationToken)));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Stage {Stage} of {Partition} is left for the relay: {Category} {Failure}")]
        public static partial void LeftForRelay(ILogger logger, string partition, string stage, FailureCategory category, string failure);
    }
}
