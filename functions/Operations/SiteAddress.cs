using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Router.Requests;

namespace Router.Operations;

/// <summary>Where people reach this app.</summary>
internal sealed class SiteOptions
{
    /// <summary>Public address without a path, for example "https://support.example.com".</summary>
    [Required(ErrorMessage = "Set Site__Url to the public address of this app, for example https://support.example.com.")]
    [Url(ErrorMessage = "Site__Url must be an absolute http or https address.")]
    public string? Url { get; set; }
}

[OptionsValidator]
internal sealed partial class SiteOptionsValidator : IValidateOptions<SiteOptions>;

/// <summary>Makes links that leave the app: in answers and in mails.</summary>
internal sealed class SiteAddress(IOptions<SiteOptions> options)
{
    private readonly string url = options.Value.Url!.TrimEnd('/');

    public string Of(string path) => url + path;

    public string StatusOf(Request request) => Of(StatusPathOf(request));

    /// <summary>The customer's own view; its token is unguessable.</summary>
    public static string StatusPathOf(Request request) => $"/status/{request.Id}/{request.StatusToken}";
}
