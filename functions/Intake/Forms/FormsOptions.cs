using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Intake.Forms;

/// <summary>Limits of form posts.</summary>
internal sealed class FormsOptions
{
    public const string Section = "Forms";

    [Range(1_024, 104_857_600)]
    public int MaxBytes { get; set; } = 10_485_760;

    [Range(0, 100)]
    public int MaxFiles { get; set; } = 10;
}

[OptionsValidator]
internal sealed partial class FormsOptionsValidator : IValidateOptions<FormsOptions>;
