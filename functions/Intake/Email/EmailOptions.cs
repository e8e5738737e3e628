using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Intake.Email;

/// <summary>Settings of the raw mail endpoint.</summary>
internal sealed class EmailOptions
{
    public const string Section = "Email";

    /// <summary>What a mail provider shows as bearer token or Basic password.</summary>
    [Required(ErrorMessage = "Email__Secret is not set: without it nobody could post mail.")]
    [StringLength(512, MinimumLength = 16, ErrorMessage = "Email__Secret must be 16 to 512 characters.")]
    public string Secret { get; set; } = "";

    /// <summary>Largest mail taken in; 25 MiB is what the large providers let through.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBytes { get; set; } = 26_214_400;
}

[OptionsValidator]
internal sealed partial class EmailOptionsValidator : IValidateOptions<EmailOptions>;
