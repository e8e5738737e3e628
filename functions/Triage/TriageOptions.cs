using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Triage;

internal sealed class TriageOptions
{
    public const string Section = "Triage";

    /// <summary>Under this probability of the likeliest kind a person decides. A third is chance, so less would mean nothing.</summary>
    [Range(0.34, 1.0)]
    public double ConfidenceThreshold { get; set; } = 0.55;
}

[OptionsValidator]
internal sealed partial class TriageOptionsValidator : IValidateOptions<TriageOptions>;
