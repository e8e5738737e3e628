using Microsoft.Extensions.Options;
using Router.Access;

namespace Router.Pages.Guard;

/// <summary>Tells who looks at a page.</summary>
internal sealed class SignIn(IOptions<PagesOptions> options, IConfiguration settings, RoleMap roles, LocalPerson local)
{
    // App Service sets it and then strips or replaces the principal's header of every request; without it anybody could write the header.
    private const string AuthenticationSetting = "WEBSITE_AUTH_ENABLED";

    public SignInResult Identify(HttpRequest request)
    {
        if (options.Value.SignIn == SignInMode.Off)
        {
            return new SignInResult.SignedIn(local.Of(request.Cookies));
        }

        if (!IsProvided(settings))
        {
            return new SignInResult.NotSetUp();
        }

        return PrincipalReader.Read(request.Headers[PrincipalReader.Header]) switch
        {
            PrincipalResult.Read(var principal) => roles.Admit(principal),
            PrincipalResult.Missing => new SignInResult.SignedOut(),
            PrincipalResult.OtherProvider => new SignInResult.TenantUnknown(),
            _ => new SignInResult.PrincipalInvalid(),
        };
    }

    /// <summary>Whether App Service authentication stands before the app.</summary>
    public static bool IsProvided(IConfiguration settings) => string.Equals(settings[AuthenticationSetting], "true", StringComparison.OrdinalIgnoreCase);
}
