using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Unit.Triage.Model;

/// <summary>What a hostile text costs, counted in features and not in time, so that it holds on any machine.</summary>
public sealed class HostileTextTests
{
    // Each character is in at most three words' features and pairs and three runs (five where words have no spaces), read whole and as prose, and a few times in places.
    private const int MostFeaturesPerCharacter = 30;
    private const int LongestRead = 2 * 4 * 1024 + 512 + 64;
    private const int Fixed = 2_000;

    public static TheoryData<string> Pieces => ["a ", "? ", "?\n", "`a` ", "# ", "**", "'''", "a1b2 ", "<a ", "-->\n", "é̀", "日本", "> x\n", "http://a ", "\ud83d\ude00"];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Extract_TwiceTheText_AtMostTwiceTheFeatures(string piece)
    {
        foreach (var set in Enum.GetValues<FeatureSet>())
        {
            var (small, large) = (CountFeatures(piece, 2_000, set), CountFeatures(piece, 4_000, set));

            Assert.InRange(large, 0, (2 * small) + Fixed);
            Assert.InRange(large, 1, (4_000 * MostFeaturesPerCharacter) + Fixed);
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Extract_TextOfAMillionCharacters_NoMoreThanOneOfEightThousand(string piece)
    {
        foreach (var set in Enum.GetValues<FeatureSet>())
            Assert.InRange(CountFeatures(piece, 1_000_000, set), 0, (LongestRead * MostFeaturesPerCharacter) + Fixed);
    }

    private static long CountFeatures(string piece, int length, FeatureSet set)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        using var message = OwnWords.Read(text, text).Fold(set);
        var (counts, features) = (new FeatureCounts(), 0L);
        foreach (var group in FeatureExtractor.Groups(set))
        {
            FeatureExtractor.Extract(group, message, counts);
            for (var index = 0; index < counts.Distinct; index++)
                features += counts[index].Count;
        }

        return features;
    }
}
