using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Router.Triage.Model;

/// <summary>Adds up the weights of a message's features, one sum for each class. Its table holds for every bucket one byte of rareness and one byte of weight per class.</summary>
internal sealed class LinearModel
{
    /// <summary>Steps of a signed byte that are used on each side of zero.</summary>
    public const int Steps = 127;

    private const int CountsTabled = 64;

    private static readonly float[] Dampened = [.. Enumerable.Range(0, CountsTabled).Select(count => count == 0 ? 0 : 1 + MathF.Log(count))];

    private readonly byte[] table;
    private readonly int shift;
    private readonly float[] weightOfStep;
    private readonly float[] rarenessOfStep;

    public LinearModel(FeatureSet features, int classes, int bits, float largestWeight, float largestRareness, float[] bias, byte[] table)
    {
        (Features, Classes, Bits, LargestWeight, LargestRareness, Bias, this.table) = (features, classes, bits, largestWeight, largestRareness, bias, table);
        ArgumentOutOfRangeException.ThrowIfNotEqual(table.Length, (classes + 1) << bits);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bias.Length, classes);
        shift = 32 - bits;
        weightOfStep = [.. Enumerable.Range(0, 256).Select(step => Expand((sbyte)step) * largestWeight)];
        rarenessOfStep = [.. Enumerable.Range(0, 256).Select(step => step / 255f * largestRareness)];
    }

    /// <summary>How it reads texts.</summary>
    public FeatureSet Features { get; }

    public int Classes { get; }

    /// <summary>The table has 2 to this power buckets.</summary>
    public int Bits { get; }

    public float LargestWeight { get; }

    public float LargestRareness { get; }

    public float[] Bias { get; }

    public ReadOnlySpan<byte> Table => table;

    /// <summary>Small weights are many and large ones few, so steps are finer near zero.</summary>
    public static float Expand(sbyte step) => MathF.CopySign(step / (float)Steps * (step / (float)Steps), step);

    /// <summary>The step nearest to a weight between -1 and 1.</summary>
    public static sbyte Compress(float weight) =>
        (sbyte)MathF.CopySign(MathF.Round(MathF.Sqrt(Math.Min(1, MathF.Abs(weight))) * Steps), weight);

    public static float Dampen(int count) => count < CountsTabled ? Dampened[count] : 1 + MathF.Log(count);

    /// <param name="message">Folded.</param>
    /// <param name="tenant">Its salt, or 0 for none.</param>
    /// <param name="counts">Scratch.</param>
    /// <param name="scores">One for each class, overwritten.</param>
    public void Score(in FoldedMessage message, uint tenant, FeatureCounts counts, Span<float> scores)
    {
        Bias.CopyTo(scores);
        Span<float> sums = stackalloc float[scores.Length];
        foreach (var group in FeatureExtractor.Groups(Features))
            if (Add(group, message, tenant, counts, sums) is > 0 and var squares)
                AddScaled(sums, FeatureExtractor.Weight(Features, group) / MathF.Sqrt(squares), scores);
    }

    /// <summary>What the words of one part add to the scores of the message that it stands in.</summary>
    /// <param name="part">Folded; its words as a body.</param>
    /// <param name="scales">Of the whole message; see <see cref="Scales"/>.</param>
    /// <param name="tenant">Its salt, or 0 for none.</param>
    /// <param name="counts">Scratch.</param>
    /// <param name="sums">One for each class, overwritten.</param>
    public void Weigh(in FoldedMessage part, ReadOnlySpan<float> scales, uint tenant, FeatureCounts counts, Span<float> sums)
    {
        sums.Clear();
        Span<float> groupSums = stackalloc float[sums.Length];
        foreach (var group in FeatureExtractor.WordGroups(Features))
            if (Add(group, part, tenant, counts, groupSums) > 0)
                AddScaled(groupSums, scales[(int)group], sums);
    }

    /// <summary>By what each group's sums are multiplied in this message.</summary>
    public float[] Scales(in FoldedMessage message, FeatureCounts counts)
    {
        var scales = new float[(int)FeatureExtractor.Groups(Features)[^1] + 1];
        Span<float> sums = stackalloc float[Classes];
        foreach (var group in FeatureExtractor.Groups(Features))
            scales[(int)group] = Add(group, message, 0, counts, sums) is > 0 and var squares ? FeatureExtractor.Weight(Features, group) / MathF.Sqrt(squares) : 0;
        return scales;
    }

    private static void AddScaled(ReadOnlySpan<float> sums, float factor, Span<float> scores)
    {
        for (var index = 0; index < scores.Length; index++)
            scores[index] += sums[index] * factor;
    }

    private float Add(FeatureGroup group, in FoldedMessage message, uint tenant, FeatureCounts counts, Span<float> sums)
    {
        FeatureExtractor.Extract(group, message, counts);
        sums.Clear();
        if (tenant == 0 && sums.Length == 3)
            return AddThree(counts, sums);
        if (tenant == 0 && sums.Length == 4)
            return AddFour(counts, sums);
        if (tenant == 0 && sums.Length == 2)
            return AddTwo(counts, sums);
        var squares = 0f;
        for (var index = 0; index < counts.Distinct; index++)
        {
            var (hash, count) = counts[index];
            var row = RowOf(hash);
            var value = Dampen(count) * rarenessOfStep[row[0]];
            squares += value * value;
            AddWeights(row, value, sums);
            if (tenant != 0)
                AddWeights(RowOf(TenantFeatures.Salt(hash, tenant)), value * TenantFeatures.Weight, sums);
        }

        return squares;
    }

    // The same for the kinds, which every request is asked for: sums that stay in registers take half the time on long texts.
    private float AddThree(FeatureCounts counts, Span<float> sums)
    {
        ReadOnlySpan<uint> rows = MemoryMarshal.Cast<byte, uint>(table);
        ReadOnlySpan<float> weights = weightOfStep;
        var (squares, first, second, third) = (0f, 0f, 0f, 0f);
        for (var index = 0; index < counts.Distinct; index++)
        {
            var (hash, count) = counts[index];
            var row = BitConverter.IsLittleEndian ? rows[(int)(hash >> shift)] : BinaryPrimitives.ReverseEndianness(rows[(int)(hash >> shift)]);
            var value = Dampen(count) * rarenessOfStep[row & 0xff];
            squares += value * value;
            first += value * weights[(int)((row >> 8) & 0xff)];
            second += value * weights[(int)((row >> 16) & 0xff)];
            third += value * weights[(int)(row >> 24)];
        }

        (sums[0], sums[1], sums[2]) = (first, second, third);
        return squares;
    }

    private float AddFour(FeatureCounts counts, Span<float> sums)
    {
        ReadOnlySpan<byte> rows = table;
        ReadOnlySpan<float> weights = weightOfStep;
        var (squares, first, second, third, fourth) = (0f, 0f, 0f, 0f, 0f);
        for (var index = 0; index < counts.Distinct; index++)
        {
            var (hash, count) = counts[index];
            var row = rows.Slice((int)(hash >> shift) * 5, 5);
            var value = Dampen(count) * rarenessOfStep[row[0]];
            squares += value * value;
            first += value * weights[row[1]];
            second += value * weights[row[2]];
            third += value * weights[row[3]];
            fourth += value * weights[row[4]];
        }

        (sums[0], sums[1], sums[2], sums[3]) = (first, second, third, fourth);
        return squares;
    }

    // And for whether anything is asked.
    private float AddTwo(FeatureCounts counts, Span<float> sums)
    {
        ReadOnlySpan<byte> rows = table;
        ReadOnlySpan<float> weights = weightOfStep;
        var (squares, first, second) = (0f, 0f, 0f);
        for (var index = 0; index < counts.Distinct; index++)
        {
            var (hash, count) = counts[index];
            var row = rows.Slice((int)(hash >> shift) * 3, 3);
            var value = Dampen(count) * rarenessOfStep[row[0]];
            squares += value * value;
            first += value * weights[row[1]];
            second += value * weights[row[2]];
        }

        (sums[0], sums[1]) = (first, second);
        return squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> RowOf(uint hash) => table.AsSpan((int)(hash >> shift) * (Classes + 1), Classes + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWeights(ReadOnlySpan<byte> row, float value, Span<float> sums)
    {
        for (var index = 0; index < sums.Length; index++)
            sums[index] += value * weightOfStep[row[index + 1]];
    }
}
