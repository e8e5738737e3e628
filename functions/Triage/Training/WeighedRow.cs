using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>One message as the training sees it.</summary>
internal readonly record struct WeighedRow(uint[] Hashes, float[] Values, uint Tenant, int Shift)
{
    public static WeighedRow Of(FeatureVector vector, Rareness rareness, int bits)
    {
        var values = vector.Weigh(rareness, bits);
        // Issues are full of what stands in one of them only; it teaches nothing about others, and takes most of the time.
        var fewest = vector.Set == FeatureSet.Issue ? 2 : 1;
        int[] kept = [.. Enumerable.Range(0, values.Length).Where(index => rareness.Rows[vector.Hashes[index] >> (32 - bits)] >= fewest)];
        return new(Array.ConvertAll(kept, index => vector.Hashes[index]), Array.ConvertAll(kept, index => values[index]), vector.Tenant, 32 - bits);
    }

    /// <summary>Squared length with the constant feature, and with the tenant's copies where there are any.</summary>
    /// <param name="leeway">For each bucket by how much its square is stretched; null for none.</param>
    public float SquaredLength(float[]? leeway)
    {
        var (squares, own) = (0f, 0f);
        for (var index = 0; index < Values.Length; index++)
        {
            var square = Values[index] * Values[index];
            squares += square * (leeway?[Hashes[index] >> Shift] ?? 1);
            if (Tenant != 0)
                own += square * (leeway?[OwnBucket(index)] ?? 1);
        }

        return 1 + squares + (own * TenantFeatures.Weight * TenantFeatures.Weight);
    }

    public float Dot(float[] weights)
    {
        var sum = 0f;
        for (var index = 0; index < Hashes.Length; index++)
            sum += Values[index] * weights[Hashes[index] >> Shift];
        if (Tenant == 0)
            return sum;
        var own = 0f;
        for (var index = 0; index < Hashes.Length; index++)
            own += Values[index] * weights[OwnBucket(index)];
        return sum + (own * TenantFeatures.Weight);
    }

    public void AddTo(float[] weights, float factor, float[]? leeway)
    {
        for (var index = 0; index < Hashes.Length; index++)
        {
            var bucket = Hashes[index] >> Shift;
            weights[bucket] += factor * Values[index] * (leeway?[bucket] ?? 1);
        }

        if (Tenant == 0)
            return;
        factor *= TenantFeatures.Weight;
        for (var index = 0; index < Hashes.Length; index++)
        {
            var bucket = OwnBucket(index);
            weights[bucket] += factor * Values[index] * (leeway?[bucket] ?? 1);
        }
    }

    /// <summary>Adds the row's weight to each bucket that it has.</summary>
    public void Count(float[] buckets, float weight)
    {
        for (var index = 0; index < Hashes.Length; index++)
        {
            buckets[Hashes[index] >> Shift] += weight;
            if (Tenant != 0)
                buckets[OwnBucket(index)] += weight;
        }
    }

    private uint OwnBucket(int index) => TenantFeatures.Salt(Hashes[index], Tenant) >> Shift;
}
