using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class IssueFeaturesTests
{
    [Fact]
    public void Extract_Code_WordsBetweenFencesAlone() =>
        Assert.Equal(Read(FeatureGroup.Code, "```js\nlet door\n```"), Read(FeatureGroup.Code, "Some prose.\n```js\nlet door\n```\nAnd more of it."));

    [Fact]
    public void Extract_CodeOfAnotherLanguage_OneFeatureDiffers() =>
        Assert.Single(Read(FeatureGroup.Code, "```js\nlet door\n```").Keys.Except(Read(FeatureGroup.Code, "```text\nlet door\n```").Keys));

    [Fact]
    public void Extract_Lines_OneFeatureEachHoweverOften()
    {
        var lines = Read(FeatureGroup.Lines, "Steps to follow\nx\nOpen it\n  steps to FOLLOW\n" + new string('a', 100));

        Assert.Equal([1, 2], lines.Values.Order());
    }

    [Theory]
    [InlineData(nameof(FeatureGroup.Code))]
    [InlineData(nameof(FeatureGroup.Lines))]
    [InlineData(nameof(FeatureGroup.Frames))]
    [InlineData(nameof(FeatureGroup.SubjectFrames))]
    public void Extract_AfterItHasGrown_AllocatesNothing(string name)
    {
        var group = Enum.Parse<FeatureGroup>(name);
        var counts = new FeatureCounts();
        using var message = new FoldedMessage("Can the export stop?", "# Steps\nHow do I stop it?\n```js\nstop()\n```", FeatureSet.Issue);
        FeatureExtractor.Extract(group, message, counts);

        var before = GC.GetAllocatedBytesForCurrentThread();
        FeatureExtractor.Extract(group, message, counts);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, counts.Distinct);
    }

    private static SortedDictionary<uint, int> Read(FeatureGroup group, string body)
    {
        var counts = new FeatureCounts();
        using var message = new FoldedMessage("", body, FeatureSet.Issue);
        FeatureExtractor.Extract(group, message, counts);
        return new(Enumerable.Range(0, counts.Distinct).ToDictionary(index => counts[index].Hash, index => counts[index].Count));
    }
}
