using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Triage;

internal sealed class TriageOptions
{
    public const string Section = "Triage";

    /// <summary>Share of messages, 0 to 1, that are decided without a person: the model leaves the rest, of which it is least sure, to somebody. 0 leaves all.</summary>
    [Range(0.0, 1.0)]
    public double Coverage { get; set; } = 0.9;

    /// <summary>From how many persons' decisions on the model is taught them each night; 0 for never.</summary>
    [Range(0, 1_000_000)]
    public int RetrainFrom { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class TriageOptionsValidator : IValidateOptions<TriageOptions>;
