using Microsoft.Extensions.Primitives;
using Router.Access;
using Router.Kit;

namespace Router.Unit.Access;

public sealed class PrincipalReaderTests
{
    private const string Tenant = PrincipalHeader.Tenant;
    private const string Account = PrincipalHeader.Account;

    private static readonly (string, string)[] Ids = [("tid", Tenant), ("oid", Account)];

    public static TheoryData<string> Malformed =>
    [
        "", " ", "casey@example.com", "%7B%7D", PrincipalHeader.Encode("[]"), PrincipalHeader.Encode("null"), PrincipalHeader.Encode("\"x\""), PrincipalHeader.Encode("{"), PrincipalHeader.Encode("{}"),
        PrincipalHeader.Encode("""{"auth_typ":"aad"}"""),
        PrincipalHeader.Encode("""{"auth_typ":"aad","claims":{}}"""),
        PrincipalHeader.Encode("""{"auth_typ":"aad","claims":[null]}"""),
        PrincipalHeader.Encode("""{"auth_typ":"aad","claims":[{"typ":"tid"}]}"""),
        PrincipalHeader.Encode("""{"auth_typ":"aad","claims":[{"typ":["tid"],"val":"x"}]}"""),
        PrincipalHeader.Encode($$"""{"claims":[{"typ":"tid","val":"{{Tenant}}"},{"typ":"oid","val":"{{Account}}"}]}"""),
        PrincipalHeader.Encode($$"""{"auth_typ":"aad","claims":[],"claims":[{"typ":"tid","val":"{{Tenant}}"},{"typ":"oid","val":"{{Account}}"}]}"""),
        Convert.ToBase64String([0xff, 0xfe, 0x7b]),
        PrincipalHeader.Of([("tid", Tenant)]),
        PrincipalHeader.Of([("oid", Account)]),
        PrincipalHeader.Of([("tid", "contoso.example"), ("oid", Account)]),
        PrincipalHeader.Of([.. Ids, ("tid", "7a1e2f60-0000-4000-8000-000000000002")]),
        PrincipalHeader.Of([.. Ids, ("http://schemas.microsoft.com/identity/claims/objectidentifier", "7a1e2f60-0000-4000-8000-0000000000ab")]),
        PrincipalHeader.Of(Ids).Insert(8, " "),
        PrincipalHeader.Of(Ids)[..^1],
    ];

    [Fact]
    public void Read_WhatAppServiceWrites_AccountWithItsRolesAndGroups()
    {
        var header = PrincipalHeader.Of([
            ("http://schemas.microsoft.com/identity/claims/tenantid", Tenant), ("http://schemas.microsoft.com/identity/claims/objectidentifier", Account),
            ("name", "Casey Rivera"), ("roles", "Router.Agent"), ("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "Router.Owner"), ("groups", "a"), ("groups", "b")]);

        var principal = Assert.IsType<PrincipalResult.Read>(PrincipalReader.Read(header)).Principal;

        Assert.Equal((Tenant, Account, "Casey Rivera"), (principal.TenantId, principal.ObjectId, principal.Name));
        Assert.Equal(["Router.Agent", "Router.Owner"], principal.AppRoles);
        Assert.Equal(["a", "b"], principal.Groups);
    }

    [Theory]
    [InlineData("preferred_username", "casey@example.com", "casey@example.com")]
    [InlineData("name", "a\u0007b", Account)]
    [InlineData("name", "\u202Eevil", Account)]
    [InlineData("name", "  ", Account)]
    [InlineData("email", "casey@example.com", Account)]
    public void Read_Names_OnlyReadableOnes(string type, string value, string expected) =>
        Assert.Equal(expected, Assert.IsType<PrincipalResult.Read>(PrincipalReader.Read(PrincipalHeader.Of([.. Ids, (type, value)]))).Principal.Name);

    [Fact]
    public void Read_ClaimTypeThatOnlyLooksLikeARole_NoRole() => Assert.Empty(
        Assert.IsType<PrincipalResult.Read>(PrincipalReader.Read(PrincipalHeader.Of([.. Ids, ("Roles", "Router.Admin"), ("role", "Router.Admin"), ("wids", "Router.Admin")]))).Principal.AppRoles);

    [Fact]
    public void Read_NoHeader_Missing() => Assert.IsType<PrincipalResult.Missing>(PrincipalReader.Read(StringValues.Empty));

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Read_Malformed_Invalid(string header) => Assert.IsType<PrincipalResult.Invalid>(PrincipalReader.Read(header));

    [Fact]
    public void Read_Twice_Invalid() => Assert.IsType<PrincipalResult.Invalid>(PrincipalReader.Read(new StringValues([PrincipalHeader.Of(Ids), PrincipalHeader.Of(Ids)])));

    [Fact]
    public void Read_TwiceInOneLine_Invalid() => Assert.IsType<PrincipalResult.Invalid>(PrincipalReader.Read($"{PrincipalHeader.Of(Ids)},{PrincipalHeader.Of(Ids)}"));

    [Fact]
    public void Read_TooLarge_Invalid()
    {
        var groups = Enumerable.Repeat(("groups", Account), 200);

        Assert.IsType<PrincipalResult.Read>(PrincipalReader.Read(PrincipalHeader.Of([.. Ids, .. groups])));
        Assert.IsType<PrincipalResult.Invalid>(PrincipalReader.Read(PrincipalHeader.Of([.. Ids, .. groups, .. groups])));
    }

    [Theory]
    [InlineData("google")]
    [InlineData("github")]
    [InlineData("AAD")]
    public void Read_ProviderWhoseClaimsOthersWrite_NotBelieved(string provider) =>
        Assert.IsType<PrincipalResult.OtherProvider>(PrincipalReader.Read(PrincipalHeader.Of(Ids, provider)));
}
