using System.Threading.Channels;
using Router.Storage;

namespace Router.Messaging;

/// <summary>
/// Sends on what stages have committed: list rows and queue messages. Called at once after a commit, in the background, so that nobody waits
/// for the broker; what fails or is lost with the process stays pending and the relay does it again.
/// </summary>
internal sealed partial class StageDispatcher(
    PendingStore pending, PartitionStore partitions, ViewStore views, IMessageSender sender, ILogger<StageDispatcher> logger) : BackgroundService
{
    private const int Workers = 8;

    // Bounded: under a long outage of the broker the overflow is dropped here and found by the relay.
    private readonly Channel<Committed> queue = Channel.CreateBounded<Committed>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Hands over a committed stage; returns at once.</summary>
    public void Enqueue(Committed committed) => queue.Writer.TryWrite(committed);

    /// <summary>Sends messages of a partition; any number of repetitions is harmless.</summary>
    /// <param name="sendings">How often each was sent again before, by its id; 0 for the first sending, so that the broker's duplicate detection drops a repetition.</param>
    public Task SendOnAsync(string partition, IEnumerable<StoredOutboxMessage> messages, Func<string, int> sendings, CancellationToken cancellationToken) => Task.WhenAll(
        messages
            .GroupBy(stored => QueueNames.For(stored.Message.Message), stored => ToOutbound(partition, stored, sendings(stored.Id)))
            .Select(queue => sender.SendAsync(queue.Key, [.. queue], cancellationToken)));

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
        await foreach (var committed in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await DispatchAsync(committed, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LeftForRelay(logger, committed.After.Key, committed.Stage, FailureClassifier.Classify(failure), failure.GetType().Name);
            }
        }
    }

    /// <summary>What is under way stands among what is pending until a stage has left nothing open and all is listed.</summary>
    private async Task DispatchAsync(Committed committed, CancellationToken cancellationToken)
    {
        var partition = committed.After;
        await Task.WhenAll(
            SendOnAsync(partition.Key, MessageProgress.Open(partition).Where(stored => stored.Stage == committed.Stage), _ => 0, cancellationToken),
            committed.IsListed ? views.ProjectRequestAsync(partition, cancellationToken) : Task.CompletedTask,
            views.ProjectLaterAsync(partition.Key, partition.FollowUps, cancellationToken),
            ListMailsAsync(partition, cancellationToken));
        if (!partition.IsUnderWay)
        {
            await pending.RemoveAsync(partition.Key, partition.Round, cancellationToken);
        }
    }

    private async Task ListMailsAsync(Partition partition, CancellationToken cancellationToken)
    {
        var mails = partition.Mails.ToList();
        foreach (var key in partition.IsUnderWay ? [] : partition.RoundMails.Except(mails.Select(mail => mail.Key)).ToList())
        {
            if (await partitions.FindMailAsync(partition.Key, key, cancellationToken) is { } earlier)
            {
                mails.Add(earlier);
            }
        }

        await views.ProjectMailsAsync(partition.Key, mails, cancellationToken);
    }

    private static OutboundMessage ToOutbound(string partition, StoredOutboxMessage stored, int resend) => new(
        resend == 0 ? $"{partition}.{stored.Id}" : $"{partition}.{stored.Id}.{resend}",
        new MessageEnvelope(stored.Message.Message, partition, stored.Message.MailKey, Sending: $"{stored.Stage}.{resend}"));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Stage {Stage} of {Partition} is left for the relay: {Category} {Failure}")]
        public static partial void LeftForRelay(ILogger logger, string partition, string stage, FailureCategory category, string failure);
    }
}
