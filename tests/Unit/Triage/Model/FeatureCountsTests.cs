using CsCheck;
using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class FeatureCountsTests
{
    [Fact]
    public void Add_AnyHashes_CountedAsADictionaryCounts() => Gen.UInt[0, 300].Array[0, 400].Array[1, 3].Sample(texts =>
    {
        var counts = new FeatureCounts();
        foreach (var hashes in texts)
        {
            counts.Begin(hashes.Length);
            foreach (var hash in hashes)
                counts.Add(hash);
            var counted = Enumerable.Range(0, counts.Distinct).Select(index => counts[index]).ToDictionary(entry => entry.Hash, entry => entry.Count);
            if (!hashes.CountBy(hash => hash).ToDictionary().OrderBy(pair => pair.Key).SequenceEqual(counted.OrderBy(pair => pair.Key)))
                return false;
        }

        return true;
    });

    [Fact]
    public void Add_MoreThanItHolds_KeepsTheFirst()
    {
        var counts = new FeatureCounts();
        counts.Begin(1_000_000);
        for (var hash = 0u; hash < 1_000_000; hash++)
            counts.Add(hash);

        Assert.Equal(32 * 1024, counts.Distinct);
    }
}
