using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Router.Mailbox;

/// <summary>The support mailbox; without an address mail comes by the raw endpoint only and replies stay in the outbox.</summary>
internal sealed class MailboxOptions : IValidatableObject
{
    public const string Section = "Mailbox";

    /// <summary>Address (user principal name) of the shared mailbox; empty: none is used.</summary>
    [RegularExpression(@"[^@\s,;]{1,64}@[^@\s,;]{1,255}", ErrorMessage = "Mailbox__Address must be one mail address, that of the support mailbox.")]
    public string Address { get; set; } = "";

    /// <summary>Well-known name or id of the folder that is watched.</summary>
    [Required(ErrorMessage = "Mailbox__Folder must name a folder; inbox is the default.")]
    [StringLength(300)]
    public string Folder { get; set; } = "inbox";

    /// <summary>How many days of mail the first run takes in, 0 to 90; the default is 1.</summary>
    public int ImportDays { get; set; } = 1;

    /// <summary>How often the folder is compared with what was taken in, in minutes, 1 to 60; the default is 5. It finds mail that no notification announced.</summary>
    public int ReconcileMinutes { get; set; } = 5;

    /// <summary>What the mail service repeats in each notification, so that nobody else can send one.</summary>
    [StringLength(128, ErrorMessage = "Mailbox__ClientState must be 16 to 128 characters.")]
    public string ClientState { get; set; } = "";

    public bool IsUsed => Address.Length > 0;

    /// <summary>Which folder of which mailbox: what is noted for one says nothing of another.</summary>
    public string Scope => $"{Address}/{Folder}";

    /// <summary>Tells subscriptions made with these settings from others; gives nothing of them away.</summary>
    public string Mark => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientState), Encoding.UTF8.GetBytes(Scope)).AsSpan(0, 8));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // By hand: the generated validator gives RangeAttribute's own message, which does not name the setting.
        if (ImportDays is < 0 or > 90)
        {
            yield return new ValidationResult("Mailbox__ImportDays must be from 0 to 90.");
        }

        if (ReconcileMinutes is < 1 or > 60)
        {
            yield return new ValidationResult("Mailbox__ReconcileMinutes must be from 1 to 60.");
        }

        if (IsUsed && ClientState.Length < 16)
        {
            yield return new ValidationResult("Set Mailbox__ClientState to a random text of 16 to 128 characters: without it anybody could announce mail.");
        }
    }
}

[OptionsValidator]
internal sealed partial class MailboxOptionsValidator : IValidateOptions<MailboxOptions>;
