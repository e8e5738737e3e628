using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Router.Pages;

/// <summary>Who may see the team's pages.</summary>
internal sealed class PagesOptions
{
    /// <summary>How people sign in: AppService (the default) or Off.</summary>
    [AllowedValues(SignInMode.AppService, SignInMode.Off, ErrorMessage = "Pages__SignIn must be AppService or Off.")]
    public SignInMode SignIn { get; set; } = SignInMode.AppService;
}

/// <summary>How people sign in to the team's pages.</summary>
public enum SignInMode
{
    /// <summary>App Service authentication in front of the app names the person.</summary>
    AppService,

    /// <summary>Nobody signs in; for one machine that only its user reaches.</summary>
    Off,
}

[OptionsValidator]
internal sealed partial class PagesOptionsValidator : IValidateOptions<PagesOptions>;
