using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class TriageModelTrainerTests
{
    private static readonly TrainingSettings Small = TrainingSettings.Default with { Bits = 14 };

    [Fact]
    public void Train_SameRows_SameModel()
    {
        var rows = Rows(40);

        Assert.Equal(Write(TriageModelTrainer.Train(rows, Small).Model), Write(TriageModelTrainer.Train(rows, Small).Model));
    }

    [Fact]
    public void Train_TenantWithWordingOfItsOwn_CountsForItOnly()
    {
        // "zorp" is a wish at one tenant and a fault at the other.
        var rows = Rows(40)
            .Concat(Enumerable.Range(0, 30).Select(_ => new TrainingRow("", "zorp", "building") { Group = "first" }))
            .Concat(Enumerable.Range(0, 30).Select(_ => new TrainingRow("", "zorp", "fixing") { Group = "second" }))
            .ToList();

        var model = TriageModelTrainer.Train(rows, Small).Model;

        Assert.True(ModelClassifier.Judge(model, new OwnWords("", "zorp"), "first").Building > 0.6);
        Assert.True(ModelClassifier.Judge(model, new OwnWords("", "zorp"), "second").Fixing > 0.6);
    }

    [Fact]
    public void Train_KindMissing_Refused() =>
        Assert.Throws<TrainingFileException>(() => TriageModelTrainer.Train([.. Rows(40).Where(row => row.Kind != "building")], Small));

    [Fact]
    public void Train_NoSeverities_ModelWithoutThatPart() =>
        Assert.Null(TriageModelTrainer.Train(Rows(40), Small).Model.Severity);

    [Fact]
    public void Split_Sources_NeverInTwoFolds()
    {
        TrainingRow[] rows = [.. Enumerable.Range(0, 60).Select(index => new TrainingRow("", "x", "doing") { Source = $"hand {index % 7}" })];

        var folds = FoldPlan.Split(rows, 3, 17);

        Assert.All(rows.Select((row, index) => (row.Source, Fold: folds[index])).GroupBy(row => row.Source), source => Assert.Single(source.DistinctBy(row => row.Fold)));
        Assert.Equal([0, 1, 2], folds.Distinct().Order());
    }

    private static List<TrainingRow> Rows(int ofEach) =>
    [
        .. Enumerable.Range(0, ofEach).SelectMany(index => new[]
        {
            new TrainingRow("", $"how do I change setting {index}?", "doing"),
            new TrainingRow("", $"please add an option for part {index}", "building"),
            new TrainingRow("", $"page {index} crashes with an error", "fixing"),
        }),
    ];

    private static byte[] Write(TriageModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }
}
