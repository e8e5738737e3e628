using Router.Triage;
using Router.Triage.Model;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class CorrectionTrainerTests
{
    private const string Team = "team";
    private const string Ours = "our zorp spins in the ward";
    private static readonly TrainingSettings Small = TrainingSettings.Default with { Bits = 14 };
    private static readonly List<TrainingRow> Known = [.. Enumerable.Range(0, 60).SelectMany(RowsOf)];
    private static readonly TriageModel Model = TriageModelTrainer.Train(Known, Small).Model;
    private static readonly CorrectionTrainer Trainer = new(Model, Small, Team);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("doing")]
    [InlineData("building")]
    [InlineData("fixing")]
    public void Teach_Decisions_LearnsThemAndForgetsNothing(string kind)
    {
        var taught = Trainer.Teach(Decided(Ours, kind), Known, Token);

        Assert.Equal(kind, KindOf(taught, Ours));
        Assert.All(Known, row => Assert.Equal(KindOf(Model, row.Body), KindOf(taught, row.Body)));
    }

    [Fact]
    public void Teach_WhatSeemedToAskNothing_SeenToAsk()
    {
        const string Greeting = "thank you and best regards 7";
        Assert.True(Judge(Model, Greeting).AsksNothing);

        var taught = Trainer.Teach(Decided(Greeting, "doing"), [.. Known.Where(row => row.Kind != Classes.Nothing)], Token);

        Assert.False(Judge(taught, Greeting).AsksNothing);
    }

    [Fact]
    public void Teach_NothingDecided_NoWeightMoves()
    {
        var taught = Trainer.Teach([], Known, Token);

        Assert.True(Model.Kind.Weights.Table.SequenceEqual(taught.Kind.Weights.Table));
        Assert.True(Model.Nothing!.Weights.Table.SequenceEqual(taught.Nothing!.Weights.Table));
    }

    [Fact]
    public void Teach_SameDecisions_SameNameAndBytes()
    {
        var (once, again) = (Trainer.Teach(Decided(Ours, "fixing"), Known, Token), Trainer.Teach(Decided(Ours, "fixing"), Known, Token));

        Assert.Equal(once.Card.Name, Trainer.NameOf(Decided(Ours, "fixing")));
        Assert.NotEqual(once.Card.Name, Trainer.NameOf(Decided(Ours, "doing")));
        Assert.True(once.Kind.Weights.Table.SequenceEqual(again.Kind.Weights.Table));
    }

    [Fact]
    public void Teach_ForAGroup_ReadsItsWordingWithoutBeingTold()
    {
        var taught = Trainer.Teach(Decided("zorp", "building"), Known, Token);

        var (asItself, told) = (Judge(taught, "zorp"), ModelClassifier.Judge(taught, new OwnWords("", "zorp"), Team));
        Assert.Equal(told, asItself);
        Assert.NotEqual(told, ModelClassifier.Judge(taught, new OwnWords("", "zorp"), "other"));
        using var file = new MemoryStream();
        ModelFile.Write(taught, file);
        file.Position = 0;
        Assert.Equal(Team, ModelFile.Read(file).Card.Group);
    }

    [Fact]
    public void Teach_Cancelled_Ends() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Teach(Decided(Ours, "fixing"), Known, new CancellationToken(canceled: true)));

    private static Router.Requests.Probabilities Judge(TriageModel model, string text) => ModelClassifier.Judge(model, new OwnWords("", text));

    private static string KindOf(TriageModel model, string text) => Judge(model, text) is var said && said.AsksNothing ? Classes.Nothing : KindNames.Of(said.Likeliest);

    private static List<TrainingRow> Decided(string text, string kind) => [.. Enumerable.Range(0, 20).Select(_ => new TrainingRow("", text, kind) { Group = Team })];

    private static TrainingRow[] RowsOf(int index) =>
    [
        new("", $"how do I change setting {index}?", "doing"),
        new("", $"please add an option for part {index}", "building"),
        new("", $"page {index} crashes with an error", "fixing"),
        new("", $"thank you and best regards {index}", Classes.Nothing),
    ];
}
