using System.Threading.Channels;
using Router.Storage;

namespace Router.Messaging;

/// <summary>
/// Sends on what stages have committed: queue messages, list rows, then the intent is removed. Called at once after a commit, in the
/// background, so that nobody waits for the broker; what fails or is lost with the process stays pending and the relay does it again.
/// </summary>
internal sealed partial class StageDispatcher(
    PartitionStore partitions, PendingStore pending, ViewStore views, IMessageSender sender, ILogger<StageDispatcher> logger) : BackgroundService
{
    private const int Workers = 8;

    // Bounded: under a long outage of the broker the overflow is dropped here and found by the relay.
    private readonly Channel<PendingStage> queue = Channel.CreateBounded<PendingStage>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Hands over a committed stage; returns at once.</summary>
    public void Enqueue(PendingStage stage) => queue.Writer.TryWrite(stage);

    /// <summary>Sends on one stage and removes its intent. Any number of repetitions is harmless.</summary>
    /// <returns>False when the stage has not committed.</returns>
    public async Task<bool> DispatchAsync(PendingStage stage, CancellationToken cancellationToken)
    {
        var partition = await partitions.LoadAsync(stage.Partition, cancellationToken);
        if (partition?.Has(stage.Stage) != true)
        {
            return false;
        }

        await Task.WhenAll(
            views.ProjectAsync(partition, cancellationToken),
            SendAllAsync(partition, stage.Stage, cancellationToken));
        await pending.RemoveAsync(stage, cancellationToken);
        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        await foreach (var stage in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await DispatchAsync(stage, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LeftForRelay(logger, stage.Partition, stage.Stage, FailureClassifier.Classify(failure), failure.GetType().Name);
            }
        }
    }

    private Task SendAllAsync(Partition partition, string stage, CancellationToken cancellationToken) => Task.WhenAll(
        partition.Outbox.Where(stored => stored.Stage == stage).Select(stored => sender.SendAsync(
            QueueNames.For(stored.Message.Message),
            new OutboundMessage(
                $"{partition.Key}.{stored.Id}",
                new MessageEnvelope(stored.Message.Message, partition.Key, stored.Message.MailKey)),
            cancellationToken)));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Stage {Stage} of {Partition} is left for the relay: {Category} {Failure}")]
        public static partial void LeftForRelay(ILogger logger, string partition, string stage, FailureCategory category, string failure);
    }
}
