using Router.Access;
using Router.Kit;
using Router.Teams;
using Router.Unit.Pages;

namespace Router.Unit.Access;

public sealed class RoleMapTests
{
    private static readonly ClientPrincipal Stranger = new(PrincipalHeader.Tenant, PrincipalHeader.Account, "Mallory", [], []);

    [Fact]
    public void Admit_TeamFileWithoutRoles_Nobody() =>
        Assert.IsType<SignInResult.NobodyMapped>(new RoleMap(TeamSamples.Small).Admit(Stranger with { AppRoles = ["Router.Admin"] }));

    [Fact]
    public void Admit_RolesThatNameNobody_Nobody() => Assert.IsType<SignInResult.NobodyMapped>(new RoleMap(
        TeamSamples.Small with { Access = new() { Tenants = [PrincipalHeader.Tenant], Roles = [new() { Role = "admin" }] } }).Admit(Stranger));

    [Fact]
    public void Admit_AnotherTenant_NotLetInWhateverItsRolesSay() => Assert.IsType<SignInResult.TenantUnknown>(
        Admit(Stranger with { TenantId = "7a1e2f60-0000-4000-8000-000000000002", AppRoles = ["Router.Admin"], Groups = [AccessSamples.Group], ObjectId = AccessSamples.Casey }));

    [Fact]
    public void Admit_NoneOfTheirRolesIsMapped_WithoutRole() => Assert.IsType<SignInResult.WithoutRole>(
        Admit(Stranger with { AppRoles = ["router.admin", "Admin", AccessSamples.Group], Groups = ["Router.Admin"] }));

    [Fact]
    public void Admit_ByAppRole_ThatRoleOnly() => Assert.Equal([Role.Reader], Admitted(Stranger with { AppRoles = ["Router.Reader"] }).Roles);

    [Fact]
    public void Admit_ByGroup_ThatRoleOnly() => Assert.Equal([Role.Agent], Admitted(Stranger with { Groups = [AccessSamples.Group.ToUpperInvariant()] }).Roles);

    [Fact]
    public void Admit_ByPersonAndAppRole_Both() =>
        Assert.Equal([Role.Owner, Role.Admin], Admitted(Stranger with { ObjectId = AccessSamples.Casey.ToUpperInvariant(), AppRoles = ["Router.Admin"] }).Roles.Order());

    [Theory]
    [InlineData("Router.Reader", AccessSamples.Casey, "api", true)]
    [InlineData("Router.Reader", AccessSamples.Casey, "waf", false)]
    [InlineData("Router.Reader", AccessSamples.Casey, null, false)]
    [InlineData("Router.Owner", PrincipalHeader.Account, "api", false)]
    [InlineData("Router.Reader", PrincipalHeader.Account, "api", false)]
    [InlineData("Router.Admin", PrincipalHeader.Account, "waf", true)]
    [InlineData("Router.Admin", PrincipalHeader.Account, null, true)]
    public void MayActOn_Component_OwnersTheirOwn(string appRole, string account, string? component, bool expected) =>
        Assert.Equal(expected, Admitted(Stranger with { AppRoles = [appRole], ObjectId = account }).MayActOn(component));

    private static SignedInPerson Admitted(ClientPrincipal principal) => Assert.IsType<SignInResult.SignedIn>(Admit(principal)).Person;

    private static SignInResult Admit(ClientPrincipal principal) => new RoleMap(AccessSamples.Team).Admit(principal);
}
