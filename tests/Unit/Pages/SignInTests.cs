using Microsoft.Extensions.Options;
using Router.Access;
using Router.Kit;
using Router.Pages;
using Router.Pages.Guard;
using Router.Teams;
using Router.Unit.Access;

namespace Router.Unit.Pages;

public sealed class SignInTests
{
    private static readonly string Admin = PrincipalHeader.Of("Ada", "Router.Admin");

    [Theory]
    [InlineData(null, "local user", Role.Admin)]
    [InlineData("Agent.", "local user", Role.Agent)]
    [InlineData("Owner.casey", "Casey Rivera", Role.Owner)]
    [InlineData("Emperor.casey", "Casey Rivera", Role.Admin)]
    [InlineData("Agent.mallory", "local user", Role.Agent)]
    [InlineData("...", "local user", Role.Admin)]
    internal void Identify_SignInOff_AdminOrWhoIsTried(string? cookie, string name, Role role)
    {
        var person = Person(Identify(SignInMode.Off, null, null, cookie));

        Assert.Equal((name, role, true), (person.Name, Assert.Single(person.Roles), person.IsLocal));
    }

    [Fact]
    public void Identify_SignInOffOwnerTried_OwnsTheirComponents() => Assert.True(Person(Identify(SignInMode.Off, null, null, "Owner.casey")).MayActOn("api"));

    [Theory]
    [InlineData(null)]
    [InlineData("False")]
    [InlineData("1")]
    public void Identify_NoAuthenticationInFront_HeaderIsNotBelieved(string? enabled) =>
        Assert.IsType<SignInResult.NotSetUp>(Identify(SignInMode.AppService, enabled, Admin));

    [Theory]
    [InlineData("True")]
    [InlineData("true")]
    public void Identify_AuthenticationInFront_PersonOfThePrincipal(string enabled)
    {
        var person = Person(Identify(SignInMode.AppService, enabled, Admin));

        Assert.Equal(("Ada", PrincipalHeader.Account, Role.Admin), (person.Name, person.Id, Assert.Single(person.Roles)));
        Assert.False(person.IsLocal);
    }

    [Fact]
    public void Identify_CookieOfTheLocalPersonWithAppService_NotRead() =>
        Assert.Equal("Ada", Person(Identify(SignInMode.AppService, "true", Admin, "Owner.casey")).Name);

    [Fact]
    public void Identify_NameAlone_SignedOut()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"] = "mallory";
        request.Headers["X-MS-CLIENT-PRINCIPAL-ID"] = PrincipalHeader.Account;

        Assert.IsType<SignInResult.SignedOut>(SignIn(SignInMode.AppService, "true").Identify(request));
    }

    [Fact]
    public void Identify_PrincipalThatCannotBeRead_Invalid() => Assert.IsType<SignInResult.PrincipalInvalid>(Identify(SignInMode.AppService, "true", "mallory"));

    [Fact]
    public void Identify_AnotherProvider_TenantUnknown() => Assert.IsType<SignInResult.TenantUnknown>(
        Identify(SignInMode.AppService, "true", PrincipalHeader.Of([("tid", PrincipalHeader.Tenant), ("oid", PrincipalHeader.Account), ("roles", "Router.Admin")], "github")));

    private static SignedInPerson Person(SignInResult result) => Assert.IsType<SignInResult.SignedIn>(result).Person;

    private static SignInResult Identify(SignInMode mode, string? enabled, string? principal, string? cookie = null)
    {
        var request = new DefaultHttpContext().Request;
        if (principal is not null)
        {
            request.Headers[PrincipalHeader.Name] = principal;
        }

        if (cookie is not null)
        {
            request.Headers.Cookie = $"router-local-person={cookie}";
        }

        return SignIn(mode, enabled).Identify(request);
    }

    private static SignIn SignIn(SignInMode mode, string? enabled)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["WEBSITE_AUTH_ENABLED"] = enabled }).Build();
        return new SignIn(Options.Create(new PagesOptions { SignIn = mode }), settings, new RoleMap(AccessSamples.Team), new LocalPerson(AccessSamples.Team));
    }
}
