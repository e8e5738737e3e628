using Microsoft.Extensions.Options;
using Router.Operations;
using Router.Pages.Guard;

namespace Router.Pages;

/// <summary>Without a sign-in everybody is the team: on a machine that others reach, the start is refused.</summary>
internal sealed class SignInOffValidator(IConfiguration settings) : IValidateOptions<PagesOptions>
{
    public ValidateOptionsResult Validate(string? name, PagesOptions options) => options.SignIn == SignInMode.Off && (AzurePlatform.IsUnder(settings) || SignIn.IsProvided(settings))
        ? ValidateOptionsResult.Fail(
            "Pages__SignIn is Off, which opens the team's pages to everybody: it can't be so in Azure. In the Function App, remove it or set it to AppService "
            + "(Settings, Environment variables), and switch on authentication (Settings, Authentication, add an identity provider).")
        : ValidateOptionsResult.Success;
}
