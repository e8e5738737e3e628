using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Intake.Bodies;

/// <summary>Limits of all bodies that are being read, whichever door they come through.</summary>
internal sealed class BodiesOptions
{
    public const string Section = "Bodies";

    /// <summary>What all bodies together may take of an instance's memory; one network of senders that have proven nothing may take half of it.</summary>
    [Range(1_048_576, 1_073_741_824)]
    public long MemoryBytes { get; set; } = 67_108_864;

    /// <summary>How long one body may take, however steadily it comes.</summary>
    [Range(2, 3_600)]
    public int MaxSeconds { get; set; } = 180;
}

[OptionsValidator]
internal sealed partial class BodiesOptionsValidator : IValidateOptions<BodiesOptions>;
