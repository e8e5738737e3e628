using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Router.Intake.Email.Senders;

namespace Router.Intake.Email;

/// <summary>Settings of the raw mail endpoint.</summary>
internal sealed class EmailOptions
{
    public const string Section = "Email";

    /// <summary>What a mail provider shows as bearer token or Basic password.</summary>
    [Required(ErrorMessage = "Email__Secret is not set: without it nobody could post mail.")]
    [StringLength(512, MinimumLength = 16, ErrorMessage = "Email__Secret must be 16 to 512 characters.")]
    public string Secret { get; set; } = "";

    /// <summary>Still accepted while a provider is being moved to the new secret.</summary>
    [RegularExpression("(?s).{16,512}", ErrorMessage = "Email__PreviousSecret must be 16 to 512 characters.")]
    public string? PreviousSecret { get; set; }

    /// <summary>The secrets that open, the current one first.</summary>
    public IReadOnlyList<string> Secrets => [.. new[] { Secret, PreviousSecret }.Where(secret => !string.IsNullOrEmpty(secret)).Select(secret => secret!)];

    /// <summary>The addresses of our mailboxes, separated by commas: mail from them is our own.</summary>
    [StringLength(2_000)]
    public string Addresses { get; set; } = "";

    /// <summary>Our mail domains, separated by commas: who writes from them, or stands in the team file, is a colleague and may forward a customer's mail.</summary>
    [StringLength(2_000)]
    public string Domains { get; set; } = "";

    /// <summary>
    /// The authserv-ids under which our mail host writes Authentication-Results, separated by commas; one that begins with <c>*.</c> stands for every
    /// host below a domain, <c>unnamed</c> for Exchange Online, which writes none. Empty: no such header is believed, and no sender is proven.
    /// </summary>
    [StringLength(1_000)]
    public string AuthenticationHost { get; set; } = "";

    /// <summary>Which of its headers are read: the topmost one, or all that a host writes which removes what comes under its own name.</summary>
    [EnumDataType(typeof(AuthenticationHeaders), ErrorMessage = "Email__AuthenticationHeaders must be First or All.")]
    public AuthenticationHeaders AuthenticationHeaders { get; set; } = AuthenticationHeaders.First;

    /// <summary>How many days after it was closed a request is reopened by a reply, 0 to 3,650; later ones open a linked request. The default is 14.</summary>
    [Range(0, 3_650, ErrorMessage = "Email__ReopenDays must be from 0 to 3650.")]
    public int ReopenDays { get; set; } = 14;

    /// <summary>Largest mail taken in; 25 MiB is what the large providers let through.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxBytes { get; set; } = 26_214_400;

    /// <summary>Mails in one address's name within a day; those beyond it are held. 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerDay { get; set; } = 500;

    /// <summary>Their bytes.</summary>
    [Range(0, 1_099_511_627_776)]
    public long BytesPerDay { get; set; } = 1_073_741_824;

    /// <summary>Their files.</summary>
    [Range(0, 1_000_000)]
    public int FilesPerDay { get; set; } = 1_000;
}

[OptionsValidator]
internal sealed partial class EmailOptionsValidator : IValidateOptions<EmailOptions>;
