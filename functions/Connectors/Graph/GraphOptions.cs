using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Router.Mailbox;

namespace Router.Connectors.Graph;

/// <summary>Where Microsoft Graph is; among the settings of the mailbox.</summary>
internal sealed class GraphOptions : IValidatableObject
{
    public const string Section = MailboxOptions.Section;
    public const string Graph = "https://graph.microsoft.com/v1.0";

    /// <summary>Another address than Graph's own is taken on loopback only, for a stand-in.</summary>
    [Required(ErrorMessage = "Mailbox__GraphUrl must not be empty; leave it out for Microsoft Graph.")]
    public string GraphUrl { get; set; } = Graph;

    /// <summary>Bearer token for a stand-in on loopback; never sent anywhere else.</summary>
    [StringLength(512)]
    public string? AccessKey { get; set; }

    public bool IsStandIn => GraphUrl != Graph;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsStandIn && !(Uri.TryCreate(GraphUrl, UriKind.Absolute, out var url) && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp))
        {
            yield return new ValidationResult($"Mailbox__GraphUrl must be left out, or name a stand-in on this machine (http://127.0.0.1:…); tokens for {Graph} go nowhere else.");
        }

        if (IsStandIn && string.IsNullOrEmpty(AccessKey))
        {
            yield return new ValidationResult("Set Mailbox__AccessKey to the key of the stand-in that Mailbox__GraphUrl names.");
        }
    }
}

[OptionsValidator]
internal sealed partial class GraphOptionsValidator : IValidateOptions<GraphOptions>;
