using System.Text.Json.Serialization;

namespace Router.Triage.Model;

/// <summary>What a model was made from and how good it is by its own account.</summary>
/// <param name="Name">Derived from the training rows and settings: the same rows give the same name and the same weights.</param>
/// <param name="Rows">How many it learnt from.</param>
/// <param name="Figures">Of messages that the model which judged them had not seen.</param>
internal sealed record ModelCard(string Name, int Rows, ModelFigures Figures)
{
    /// <summary>Whose own wording it learnt beside everybody's, and reads where it is in use; null where it learnt nobody's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }
}

/// <param name="Accuracy">0 to 1.</param>
/// <param name="MacroF1">Mean of the classes' F1, 0 to 1; where rows name groups, the mean of the groups' macro F1.</param>
/// <param name="CalibrationError">Expected calibration error in 10 bins, 0 to 1.</param>
/// <param name="Thresholds">The confidence that 0, 1, 2 … 100 % of the messages reach.</param>
internal sealed record ModelFigures(double Accuracy, double MacroF1, double CalibrationError, double[] Thresholds)
{
    /// <summary>The confidence from which on this share of messages is decided without a person.</summary>
    /// <param name="coverage">0 to 1; 0 leaves every message to a person.</param>
    public double ThresholdFor(double coverage) => Thresholds[(int)Math.Round(Math.Clamp(coverage, 0, 1) * (Thresholds.Length - 1))];
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
