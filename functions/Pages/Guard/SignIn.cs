using Microsoft.Extensions.Options;

namespace Router.Pages.Guard;

/// <summary>Tells who looks at a page.</summary>
internal sealed class SignIn(IOptions<PagesOptions> options, IConfiguration settings)
{
    public const string LocalPerson = "local user";
    private const string PersonHeader = "X-MS-CLIENT-PRINCIPAL-NAME";

    // App Service sets it and then strips or replaces the person header of every request; without it anybody could write the header.
    private const string AuthenticationSetting = "WEBSITE_AUTH_ENABLED";
    private const int MaxPersonLength = 128;

    public SignInResult Identify(IHeaderDictionary headers)
    {
        if (options.Value.SignIn == SignInMode.Off)
        {
            return new SignInResult.SignedIn(LocalPerson);
        }

        if (!string.Equals(settings[AuthenticationSetting], "true", StringComparison.OrdinalIgnoreCase))
        {
            return new SignInResult.NotSetUp();
        }

        var person = headers[PersonHeader].ToString().Trim();
        return person.Length is 0 or > MaxPersonLength || person.Any(char.IsControl)
            ? new SignInResult.SignedOut()
            : new SignInResult.SignedIn(person);
    }
}

/// <summary>Who looks at a page: a closed set.</summary>
internal abstract record SignInResult
{
    private SignInResult()
    {
    }

    internal sealed record SignedIn(string Person) : SignInResult;

    /// <summary>Sign-in works and this person has not used it.</summary>
    internal sealed record SignedOut : SignInResult;

    /// <summary>Nothing in front of the app tells people apart.</summary>
    internal sealed record NotSetUp : SignInResult;
}
