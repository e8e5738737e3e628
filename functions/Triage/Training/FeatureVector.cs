using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage.Training;

/// <summary>One message's features before they are weighed: hashes, dampened counts, and where each group ends.</summary>
internal sealed record FeatureVector(FeatureSet Set, uint[] Hashes, float[] Counts, int[] Ends, uint Tenant)
{
    public static FeatureVector Read(TrainingRow row, FeatureSet set, AskFilter? asks, FeatureCounts counts)
    {
        using var message = OwnWords.Read(row.Title, row.Body).Fold(set, asks);
        var (hashes, values) = (new List<uint>(1024), new List<float>(1024));
        var ends = new int[FeatureExtractor.Groups(set).Length];
        for (var group = 0; group < ends.Length; group++)
        {
            FeatureExtractor.Extract(FeatureExtractor.Groups(set)[group], message, counts);
            for (var index = 0; index < counts.Distinct; index++)
            {
                var (hash, count) = counts[index];
                hashes.Add(hash);
                values.Add(LinearModel.Dampen(count));
            }

            ends[group] = hashes.Count;
        }

        return new(set, [.. hashes], [.. values], ends, TenantFeatures.SaltOf(row.Group));
    }

    /// <summary>The values as the finished model will compute them: rareness applied, each group brought to its weight.</summary>
    public float[] Weigh(Rareness rareness, int bits)
    {
        var values = new float[Hashes.Length];
        for (var (group, start) = (0, 0); group < Ends.Length; start = Ends[group++])
        {
            var squares = 0f;
            for (var index = start; index < Ends[group]; index++)
            {
                values[index] = Counts[index] * rareness[Hashes[index] >> (32 - bits)];
                squares += values[index] * values[index];
            }

            var factor = squares > 0 ? FeatureExtractor.Weight(Set, FeatureExtractor.Groups(Set)[group]) / MathF.Sqrt(squares) : 0;
            for (var index = start; index < Ends[group]; index++)
                values[index] *= factor;
        }

        return values;
    }
}
