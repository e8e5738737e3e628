using Microsoft.Extensions.Options;
using Router.Pages;
using Router.Pages.Guard;

namespace Router.Unit.Pages;

public sealed class SignInTests
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL-NAME";

    [Fact]
    public void Identify_SignInOff_LocalPerson() =>
        Assert.Equal(new SignInResult.SignedIn("local user"), Identify(SignInMode.Off, null, null));

    [Theory]
    [InlineData(null)]
    [InlineData("False")]
    [InlineData("1")]
    public void Identify_NoAuthenticationInFront_HeaderIsNotBelieved(string? enabled) =>
        Assert.Equal(new SignInResult.NotSetUp(), Identify(SignInMode.AppService, enabled, "mallory"));

    [Theory]
    [InlineData("True")]
    [InlineData("true")]
    public void Identify_AuthenticationInFront_PersonOfHeader(string enabled) =>
        Assert.Equal(new SignInResult.SignedIn("casey@example.com"), Identify(SignInMode.AppService, enabled, "casey@example.com"));

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\u0007b")]
    public void Identify_AuthenticationInFrontNoUsableName_SignedOut(string? person) =>
        Assert.Equal(new SignInResult.SignedOut(), Identify(SignInMode.AppService, "True", person));

    private static SignInResult Identify(SignInMode mode, string? enabled, string? person)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["WEBSITE_AUTH_ENABLED"] = enabled }).Build();
        var headers = new HeaderDictionary();
        if (person is not null)
        {
            headers[Header] = person;
        }

        return new SignIn(Options.Create(new PagesOptions { SignIn = mode }), settings).Identify(headers);
    }
}
