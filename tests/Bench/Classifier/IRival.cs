using Router.Triage.Training;

namespace Router.Bench.Classifier;

/// <summary>A classifier that learns from the same rows and is judged by the same rows as the others.</summary>
internal interface IRival
{
    string Name { get; }

    Task<RivalFigures> MeasureAsync(IReadOnlyList<TrainingRow> training, IReadOnlyList<TrainingRow> test);
}

/// <param name="Predicted">Index of the class, one for each test row.</param>
/// <param name="MicrosecondsPerMessage">Mean, one message after another on one thread, after warming up.</param>
/// <param name="LoadMilliseconds">From the file to a model that can answer; best of three.</param>
/// <param name="Bytes">Of the model's file.</param>
/// <param name="TrainingSeconds">As it is trained by default, with what it does beside (ours cross-validates and learns severity too).</param>
internal sealed record RivalFigures(int[] Predicted, double MicrosecondsPerMessage, double LoadMilliseconds, long Bytes, double TrainingSeconds);
