using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Intake.Webhooks;

/// <summary>Limits of what webhook sources send.</summary>
internal sealed class WebhooksOptions
{
    public const string Section = "Webhooks";

    /// <summary>Webhooks of one source within a day; of one customer in it a fifth. 0 for no limit.</summary>
    [Range(0, 10_000_000)]
    public int RequestsPerDay { get; set; } = 10_000;

    /// <summary>Their bytes.</summary>
    [Range(0, 1_099_511_627_776)]
    public long BytesPerDay { get; set; } = 1_073_741_824;

    /// <summary>The files that they name.</summary>
    [Range(0, 10_000_000)]
    public int FilesPerDay { get; set; } = 10_000;
}

[OptionsValidator]
internal sealed partial class WebhooksOptionsValidator : IValidateOptions<WebhooksOptions>;
