using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Operations;

/// <summary>Where people reach this app.</summary>
internal sealed class SiteOptions : IValidatableObject
{
    /// <summary>Public address without a path, for example "https://support.example.com".</summary>
    [Required(ErrorMessage = "Set Site__Url to the public address of this app, for example https://support.example.com.")]
    [Url(ErrorMessage = "Site__Url must be an absolute http or https address.")]
    public string? Url { get; set; }

    /// <summary>Further host names that the app answers to, separated by commas; null for none.</summary>
    public string? OtherHosts { get; set; }

    internal string[] OtherHostNames => OtherHosts?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        OtherHostNames.All(name => Uri.CheckHostName(name) is UriHostNameType.Dns or UriHostNameType.IPv4)
            ? []
            : [new ValidationResult("Site__OtherHosts must be host names separated by commas, without scheme, port, path and *: support.example.com.")];
}

[OptionsValidator]
internal sealed partial class SiteOptionsValidator : IValidateOptions<SiteOptions>;
