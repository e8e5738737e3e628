using System.Collections.Concurrent;
using Router.Messaging;
using Router.Messaging.DeadLetters;

namespace Router.Browser.Setup;

/// <summary>A broker's dead letters in memory.</summary>
internal sealed class MemoryDeadLetters : IDeadLetterQueues
{
    public const string Hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
    private readonly ConcurrentDictionary<long, DeadLetter> letters = new()
    {
        [1] = new DeadLetter(QueueNames.Doing, 1, null, Hostile, "It was no JSON", new DateTimeOffset(2026, 2, 2, 9, 0, 0, TimeSpan.Zero), 10),
    };

    private long last = 1;

    public List<long> SentAgain { get; } = [];

    public DeadLetter Add(string queue, MessageEnvelope? envelope)
    {
        var number = Interlocked.Increment(ref last);
        return letters[number] = new DeadLetter(queue, number, envelope, "MaxDeliveryCountExceeded", "Ten times", new DateTimeOffset(2026, 2, 2, 9, 0, 0, TimeSpan.Zero), 10);
    }

    public bool Has(DeadLetter letter) => letters.ContainsKey(letter.SequenceNumber);

    public Task<IReadOnlyList<DeadLetter>> PeekAsync(IReadOnlyCollection<string> queues, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetter>>([.. letters.Values.Where(letter => queues.Contains(letter.Queue)).OrderBy(letter => letter.SequenceNumber)]);

    public Task<IDeadLetterBatch> ReceiveAsync(string queue, IReadOnlySet<long> wanted, int reach, CancellationToken cancellationToken) =>
        Task.FromResult<IDeadLetterBatch>(new Batch(this, [.. letters.Values.Where(letter => letter.Queue == queue && wanted.Contains(letter.SequenceNumber))]));

    private sealed class Batch(MemoryDeadLetters owner, IReadOnlyList<DeadLetter> letters) : IDeadLetterBatch
    {
        public IReadOnlyList<DeadLetter> Letters => letters;

        public Task SendAgainAsync(DeadLetter letter, CancellationToken cancellationToken)
        {
            owner.SentAgain.Add(letter.SequenceNumber);
            return Task.CompletedTask;
        }

        public Task<RemovalResult> RemoveAsync(DeadLetter letter, CancellationToken cancellationToken) =>
            Task.FromResult(owner.letters.TryRemove(letter.SequenceNumber, out _) ? RemovalResult.Removed : RemovalResult.LockLost);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
