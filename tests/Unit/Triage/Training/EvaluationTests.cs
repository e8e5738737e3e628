using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class EvaluationTests
{
    // Two right and sure, one wrong and half sure, one right and unsure.
    private readonly Evaluation evaluation = new([new(0, 0, 0.95f), new(1, 1, 0.85f), new(1, 0, 0.55f), new(2, 2, 0.45f)], 3);

    [Fact]
    public void Figures_SmallSet_AsByHand()
    {
        Assert.Equal(0.75, evaluation.Accuracy);
        Assert.Equal(0.5, evaluation.Precision(0));
        Assert.Equal(0.5, evaluation.Recall(1));
        Assert.Equal((2 / 3.0 + 2 / 3.0 + 1) / 3, evaluation.MacroF1, 9);
        Assert.Equal((0.05 + 0.15 + 0.55 + 0.55) / 4, evaluation.CalibrationError, 6);
        Assert.Equal(1, evaluation.AccuracyAt(0.5));
        Assert.Equal(2 / 3.0, evaluation.AccuracyAt(0.75), 9);
        Assert.Equal([[1, 0, 0], [1, 1, 0], [0, 0, 1]], evaluation.Confusion);
    }

    [Fact]
    public void Thresholds_Coverage_ReachedByThatShare()
    {
        var thresholds = evaluation.Thresholds();

        Assert.Equal(0.85, thresholds[50], 4);
        Assert.Equal(0, thresholds[100]);
        Assert.True(thresholds[0] > 1);
    }
}
