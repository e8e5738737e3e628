using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Triage.Training;

/// <summary>The figures of one evaluation, as the commands write them; shares are 0 to 1, rounded to four digits.</summary>
/// <param name="Rows">How many messages were judged.</param>
/// <param name="AccuracyAt">By coverage in percent: of the messages that the model is surest of.</param>
/// <param name="Confusion">A row for each actual class, a column for each guess.</param>
internal sealed record EvaluationReport(
    int Rows,
    double Accuracy,
    double MacroF1,
    double CalibrationError,
    IReadOnlyDictionary<string, double> AccuracyAt,
    IReadOnlyDictionary<string, ClassReport> Classes,
    int[][] Confusion)
{
    /// <summary>Of messages meant to mislead; null where there are none.</summary>
    public double? HardAccuracy { get; init; }

    /// <summary>By language; null where all are of one.</summary>
    public IReadOnlyDictionary<string, double>? LanguageAccuracy { get; init; }

    /// <summary>Macro F1 by group, and as "mean" their mean; null where rows name no groups.</summary>
    public IReadOnlyDictionary<string, double>? GroupMacroF1 { get; init; }

    public SeverityReport? Severity { get; init; }

    /// <summary>The surest among the wrong; ids only, for a text may be a customer's.</summary>
    public IReadOnlyList<WorstError> WorstErrors { get; init; } = [];
}

internal sealed record ClassReport(double Precision, double Recall, double F1);

/// <param name="Exact">Share of faults whose severity is right.</param>
/// <param name="WithinOneStep">Share of faults whose severity is right or one step off.</param>
internal sealed record SeverityReport(int Rows, double Exact, double WithinOneStep, int[][] Confusion);

/// <param name="Id">The row's id, or its number where it has none.</param>
internal sealed record WorstError(string Id, string Kind, string Guess, double Confidence);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(TrainReport))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
