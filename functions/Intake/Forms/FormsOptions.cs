using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Intake.Forms;

/// <summary>Limits of form posts.</summary>
internal sealed class FormsOptions
{
    public const string Section = "Forms";

    /// <summary>Of a post without files, and of the text beside files.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBytes { get; set; } = 10_485_760;

    [Range(0, 40)]
    public int MaxFiles { get; set; } = 10;

    /// <summary>Of one file.</summary>
    [Range(1, 52_428_800)]
    public int MaxFileBytes { get; set; } = 26_214_400;

    /// <summary>Of a post with its files.</summary>
    [Range(1_024, 62_914_560)]
    public int MaxUploadBytes { get; set; } = 31_457_280;

    /// <summary>Posts with files that are read at the same time; each needs room on the disk.</summary>
    [Range(1, 1_000)]
    public int MaxUploadsAtOnce { get; set; } = 8;

    /// <summary>A body that comes slower than this is refused.</summary>
    [Range(1, 1_048_576)]
    public int SlowestBytesPerSecond { get; set; } = 240;

    /// <summary>How long a body may be slower.</summary>
    [Range(2, 300)]
    public int SlowGraceSeconds { get; set; } = 10;

    /// <summary>Requests of one mail address within an hour; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int PostsPerAddress { get; set; } = 20;

    /// <summary>Posts from one network address within ten minutes; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int PostsPerNetwork { get; set; } = 60;

    /// <summary>Looks for similar answers from one network address within a minute; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int SearchesPerNetwork { get; set; } = 60;

    /// <summary>Requests of one network address within a day; of one mail address in it a fifth. 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerDay { get; set; } = 1_000;

    /// <summary>Bytes of its requests with their files.</summary>
    [Range(0, 1_099_511_627_776)]
    public long BytesPerDay { get; set; } = 1_073_741_824;

    /// <summary>Their files.</summary>
    [Range(0, 1_000_000)]
    public int FilesPerDay { get; set; } = 1_000;

    /// <summary>Where a sender's network address comes from.</summary>
    [AllowedValues(ForwardedFor.LastHop, ForwardedFor.Off, ErrorMessage = "Forms__ForwardedFor must be LastHop or Off.")]
    public ForwardedFor ForwardedFor { get; set; } = ForwardedFor.LastHop;
}

/// <summary>What is believed of X-Forwarded-For.</summary>
public enum ForwardedFor
{
    /// <summary>The last address, which Azure's front end writes.</summary>
    LastHop,

    /// <summary>Nothing, so that no limit per network address holds: where another proxy stands before the front end.</summary>
    Off,
}

[OptionsValidator]
internal sealed partial class FormsOptionsValidator : IValidateOptions<FormsOptions>;
