using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>The features of all training messages: for each, its hashes with their values, and its tenant's salt.</summary>
internal sealed class FeatureMatrix
{
    private readonly FeatureVector[] rows;

    /// <param name="asks">Leaves out what asks nothing; null keeps all.</param>
    /// <param name="parallel">By how many threads; null for as many as there are cores.</param>
    public FeatureMatrix(IReadOnlyList<TrainingRow> messages, FeatureSet set, AskFilter? asks = null, ParallelOptions? parallel = null)
    {
        (Set, Asks) = (set, asks);
        rows = new FeatureVector[messages.Count];
        Parallel.For(0, messages.Count, parallel ?? new(), () => new FeatureCounts(), (index, _, counts) =>
        {
            rows[index] = FeatureVector.Read(messages[index], set, asks, counts);
            return counts;
        }, _ => { });
    }

    public FeatureSet Set { get; }

    public AskFilter? Asks { get; }

    public int Count => rows.Length;

    public FeatureVector this[int row] => rows[row];

    /// <summary>How rare each bucket is among these rows, in steps of a byte: ln((1 + rows) / (1 + rows with it)) + 1.</summary>
    public Rareness MeasureRareness(IReadOnlyList<int> among, int bits)
    {
        var documents = new int[1 << bits];
        var seen = new int[1 << bits];
        for (var index = 0; index < among.Count; index++)
            foreach (var hash in rows[among[index]].Hashes)
            {
                var bucket = hash >> (32 - bits);
                if (seen[bucket] == index + 1)
                    continue;
                seen[bucket] = index + 1;
                documents[bucket]++;
            }

        return Rareness.Of(documents, among.Count);
    }
}
