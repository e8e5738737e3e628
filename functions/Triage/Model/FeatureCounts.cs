using System.Numerics;

namespace Router.Triage.Model;

/// <summary>Counts hashed features of one text. Reused from text to text: counting allocates nothing once it has grown.</summary>
internal sealed class FeatureCounts
{
    private const int SmallestTable = 1024;

    // A text of the greatest length that is read has about 60,000 features; the bound keeps the table in the processor's cache.
    private const int MostDistinct = 1 << 15;

    private uint[] hashes = new uint[SmallestTable];
    private int[] counts = new int[SmallestTable];
    private int[] used = new int[SmallestTable / 2];
    private int mask = SmallestTable - 1;

    /// <summary>How many distinct features were counted.</summary>
    public int Distinct { get; private set; }

    public (uint Hash, int Count) this[int index] => (hashes[used[index]], counts[used[index]]);

    /// <summary>Empties it and makes room for that many features.</summary>
    public void Begin(int expected)
    {
        for (var index = 0; index < Distinct; index++)
            counts[used[index]] = 0;
        Distinct = 0;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2 * expected, SmallestTable, 2 * MostDistinct));
        if (size > hashes.Length)
        {
            hashes = new uint[size];
            counts = new int[size];
            used = new int[size / 2];
        }

        mask = size - 1;
    }

    public void Add(uint hash)
    {
        var slot = (int)((hash * 0x9E3779B1u) >> 7) & mask;
        while (counts[slot] != 0)
        {
            if (hashes[slot] == hash)
            {
                counts[slot]++;
                return;
            }

            slot = (slot + 1) & mask;
        }

        if (Distinct == (mask + 1) / 2)
            return;
        hashes[slot] = hash;
        counts[slot] = 1;
        used[Distinct++] = slot;
    }
}
