using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Router.Intake;

namespace Router.Access;

/// <summary>
/// Reads the header in which App Service authentication writes the claims of whoever is signed in: base64 of {auth_typ, name_typ, role_typ, claims: [{typ, val}]},
/// https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities. The platform removes what a caller wrote there.
/// </summary>
internal static class PrincipalReader
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>Room for 200 groups, the most that a token names.</summary>
    public const int MaxLength = 24 * 1024;

    private const int MaxNameLength = 128;

    // Other providers' claims may hold what their users wrote.
    private const string MicrosoftEntra = "aad";

    // Tokens name claims shortly; App Service's mapping makes long names of some.
    private static readonly string[] Tenant = ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"];
    private static readonly string[] ObjectId = ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];
    private static readonly string[] AppRoles = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];
    private static readonly string[] Groups = ["groups"];
    private static readonly string[] Names = ["name", "preferred_username", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"];

    public static PrincipalResult Read(StringValues header) => header switch
    {
        { Count: 0 } => new PrincipalResult.Missing(),
        { Count: 1 } when Decode(header.ToString()) is { } json => Read(json),
        _ => new PrincipalResult.Invalid(),
    };

    private static byte[]? Decode(string text) =>
        text.Length is > 0 and <= MaxLength && Base64.IsValid(text) && !text.Any(char.IsWhiteSpace) ? Convert.FromBase64String(text) : null;

    private static PrincipalResult Read(byte[] json)
    {
        using var document = StrictJson.ParseObject(json);
        if (document is null || ClaimsOf(document.RootElement) is not { } claims || document.RootElement.Text("auth_typ") is not { } provider)
        {
            return new PrincipalResult.Invalid();
        }

        if (provider != MicrosoftEntra)
        {
            return new PrincipalResult.OtherProvider();
        }

        return One(claims, Tenant) is { } tenant && One(claims, ObjectId) is { } account
            ? new PrincipalResult.Read(new ClientPrincipal(tenant, account, NameOf(claims) ?? account, All(claims, AppRoles), All(claims, Groups)))
            : new PrincipalResult.Invalid();
    }

    /// <returns>Null where it is no list of pairs.</returns>
    private static List<(string Type, string Value)>? ClaimsOf(JsonElement principal)
    {
        if (!principal.TryGetProperty("claims", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var claims = new List<(string, string)>();
        foreach (var claim in list.EnumerateArray())
        {
            if (claim.Text("typ") is not { } type || claim.Text("val") is not { } value)
            {
                return null;
            }

            claims.Add((type, value));
        }

        return claims;
    }

    /// <summary>The one id that all claims of the types agree on.</summary>
    private static string? One(List<(string Type, string Value)> claims, string[] types) =>
        All(claims, types).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [var only] && Guid.TryParseExact(only, "D", out _) ? only : null;

    private static List<string> All(List<(string Type, string Value)> claims, string[] types) =>
        [.. claims.Where(claim => types.Contains(claim.Type)).Select(claim => claim.Value)];

    private static string? NameOf(List<(string Type, string Value)> claims) =>
        Names.SelectMany(type => All(claims, [type])).Select(name => name.Trim()).FirstOrDefault(IsReadable);

    private static bool IsReadable(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.EnumerateRunes().All(rune => !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format);
}
