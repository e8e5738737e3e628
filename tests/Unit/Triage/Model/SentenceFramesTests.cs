using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class SentenceFramesTests
{
    [Theory]
    [InlineData("how can i open a door?", "how can i shut a window?")]
    [InlineData("it would be nice if trains ran", "it would be nice if green tea pots sang")]
    [InlineData("can't the thing start!", "can't the engine stall!")]
    public void Add_OtherSubjectMatter_SameFeatures(string sentence, string other) => Assert.Equal(Read(sentence), Read(other));

    [Theory]
    [InlineData("how can i open a door?", "how can i open a door.")]
    [InlineData("can i open a door?", "i can open a door?")]
    [InlineData("it should not fail", "it should fail")]
    public void Add_OtherBuild_OtherFeatures(string sentence, string other) => Assert.NotEqual(Read(sentence), Read(other));

    [Fact]
    public void Add_OtherPlace_NoFeatureInCommon() =>
        Assert.Empty(Read("how can i open it?").Keys.Intersect(Read("how can i open it?", FeatureHash.InSubject).Keys));

    [Theory]
    [InlineData("", 3)]
    [InlineData("doors", 6)]
    [InlineData("how do i", 14)]
    public void Add_Sentence_RunsOfUpToFour(string sentence, int features) => Assert.Equal(features, Read(sentence).Values.Sum());

    private static SortedDictionary<uint, int> Read(string sentence, uint place = 0)
    {
        var counts = new FeatureCounts();
        counts.Begin(1024);
        SentenceFrames.Add(sentence, place, counts);
        return new(Enumerable.Range(0, counts.Distinct).ToDictionary(index => counts[index].Hash, index => counts[index].Count));
    }
}
