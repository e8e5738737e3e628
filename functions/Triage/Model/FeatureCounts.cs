using System.Numerics;

namespace Router.Triage.Model;

/// <summary>Counts hashed features of one text. Reused from text to text: counting allocates nothing once it has grown.</summary>
internal sealed class FeatureCounts
{
    private const int SmallestTable = 1024;

    // A text of the greatest length that is read has about 60,000 features; the bound keeps the table in the processor's cache.
    private const int MostDistinct = 1 << 15;

    // With one slot in so many used, clearing all in a row is faster than each by itself.
    private const int DenseFrom = 16;

    // Hash and count side by side: a long text's table is larger than the nearest cache, and each feature should miss it once.
    private (uint Hash, int Count)[] slots = new (uint, int)[SmallestTable];
    private int[] used = new int[SmallestTable / 2];
    private int mask = SmallestTable - 1;

    /// <summary>How many distinct features were counted.</summary>
    public int Distinct { get; private set; }

    public (uint Hash, int Count) this[int index] => slots[used[index]];

    /// <summary>Empties it and makes room for that many features.</summary>
    public void Begin(int expected)
    {
        Clear();
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2 * expected, SmallestTable, 2 * MostDistinct));
        if (size > slots.Length)
        {
            slots = new (uint, int)[size];
            used = new int[size / 2];
        }

        mask = size - 1;
    }

    /// <param name="hash">Mixed: its low bits say where it is kept.</param>
    public void Add(uint hash)
    {
        var position = (int)hash & mask;
        while (true)
        {
            ref var slot = ref slots[position];
            if (slot.Count == 0)
                break;
            if (slot.Hash == hash)
            {
                slot.Count++;
                return;
            }

            position = (position + 1) & mask;
        }

        if (Distinct == (mask + 1) / 2)
            return;
        slots[position] = (hash, 1);
        used[Distinct++] = position;
    }

    private void Clear()
    {
        if (Distinct > slots.Length / DenseFrom)
            Array.Clear(slots);
        else
            foreach (var position in used.AsSpan(0, Distinct))
                slots[position] = default;
        Distinct = 0;
    }
}
