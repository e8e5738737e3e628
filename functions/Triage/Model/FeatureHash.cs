namespace Router.Triage.Model;

/// <summary>How features become numbers: FNV-1a over characters, the last step of MurmurHash3 at the end. A seed for each kind of feature keeps them apart.</summary>
internal static class FeatureHash
{
    public const uint Prime = 0x01000193;
    public const uint Characters = 0x811c9dc5;
    public const uint Words = 0x1b873593;
    public const uint SentenceStart = 0x5bd1e995;
    public const uint InSubject = 0x7feb352d;
    public const uint InQuestion = 0x00077777;
    public const uint InLastSentence = 0x00099999;
    public const uint InProse = 0x3333333;
    public const uint InBeginning = 0x2c1b3c6d;
    public const uint InOpening = 0x297a2d39;
    public const uint InSection = 0x165667b1;
    public const uint InCode = 0x27d4eb2f;
    public const uint WholeLine = 0x3c6ef372;
    public const uint InFrame = 0x510e527f;
    public const uint InStem = 0x1f83d9ab;

    /// <summary>Of a text's characters, begun with the seed of its kind; not mixed yet.</summary>
    public static uint Of(uint seed, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            seed = (seed ^ character) * Prime;
        return seed;
    }

    public static uint Join(uint first, uint second) => ((first * 31) ^ second) * Prime;

    /// <summary>Every bit of the input moves every bit of the bucket.</summary>
    public static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}
