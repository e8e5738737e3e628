using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Intake.Forms;

/// <summary>Limits of form posts.</summary>
internal sealed class FormsOptions
{
    public const string Section = "Forms";

    [Range(1_024, 104_857_600, ErrorMessage = "Forms__MaxBytes must be 1024 to 104857600.")]
    public int MaxBytes { get; set; } = 10_485_760;

    [Range(0, 100, ErrorMessage = "Forms__MaxFiles must be 0 to 100.")]
    public int MaxFiles { get; set; } = 10;
}

[OptionsValidator]
internal sealed partial class FormsOptionsValidator : IValidateOptions<FormsOptions>;
