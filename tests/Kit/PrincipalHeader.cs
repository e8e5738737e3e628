using System.Text;
using System.Text.Json.Nodes;

namespace Router.Kit;

/// <summary>What App Service authentication writes of an account that signed in.</summary>
internal static class PrincipalHeader
{
    public const string Name = "X-MS-CLIENT-PRINCIPAL";
    public const string Tenant = "7a1e2f60-0000-4000-8000-000000000001";
    public const string Account = "7a1e2f60-0000-4000-8000-0000000000aa";

    public static string Of(string name, params IEnumerable<string> appRoles) => Of(
        [("name", name), ("http://schemas.microsoft.com/identity/claims/tenantid", Tenant), ("http://schemas.microsoft.com/identity/claims/objectidentifier", Account), .. appRoles.Select(role => ("roles", role))]);

    public static string Of(IEnumerable<(string Type, string Value)> claims, string provider = "aad") => Encode(new JsonObject
    {
        ["auth_typ"] = provider,
        ["name_typ"] = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        ["role_typ"] = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
        ["claims"] = new JsonArray([.. claims.Select(claim => new JsonObject { ["typ"] = claim.Type, ["val"] = claim.Value })]),
    }.ToJsonString());

    public static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
