using System.Collections.Concurrent;
using Router.Storage;

namespace Router.Messaging.DeadLetters;

/// <summary>Looks up what dead letters are about.</summary>
internal sealed class DeadLetterJudge(PartitionStore partitions)
{
    private const int Parallelism = 8;

    /// <returns>In the order given.</returns>
    public async Task<IReadOnlyList<(DeadLetter Letter, DeadLetterState State)>> JudgeAsync(
        IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        var known = new ConcurrentDictionary<string, Partition?>();
        await Parallel.ForEachAsync(
            letters.Select(letter => letter.Envelope?.Partition).OfType<string>().Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (key, token) => known[key] = await partitions.LoadHeadAsync(key, token));
        return [.. letters.Select(letter => (letter, DeadLetterPolicy.Judge(letter, letter.Envelope is { } envelope ? known[envelope.Partition] : null)))];
    }
}
