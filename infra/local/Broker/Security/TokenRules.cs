using Router.Broker.Entities;

namespace Router.Broker.Security;

/// <summary>Which tokens open what: shared access signatures, and unsigned JWTs where a test has asked for them.</summary>
internal sealed class TokenRules(IReadOnlyList<SasKey> keys, string? jwtIssuer, TimeProvider clock)
{
    public const string Sas = "servicebus.windows.net:sastoken";
    public const string Jwt = "jwt";

    public bool IsKey(string name, string key) => keys.Any(known => known.Name == name && known.Matches(key));

    /// <summary>Either what the token grants, or why it is refused.</summary>
    public (SasGrant? Grant, string? Refusal) Verify(string? type, string token, string audience)
    {
        if (type == Sas)
        {
            var (verdict, grant) = SasToken.Verify(token, audience, keys, clock.GetUtcNow());
            return (grant, grant is null ? Explain(verdict) : null);
        }

        if (type != Jwt || jwtIssuer is null)
            return (null, jwtIssuer is null ? "This broker takes shared access signatures only." : "This broker takes shared access signatures and JWTs.");
        var (refusal, expires) = JwtToken.Read(token, jwtIssuer, clock.GetUtcNow());
        return refusal is null ? (new SasGrant(EntityPath.Normalize(audience), AccessRights.All, expires), null) : (null, refusal);
    }

    private static string Explain(SasVerdict verdict) => verdict switch
    {
        SasVerdict.UnknownKey => "InvalidSignature: There is no key of this name.",
        SasVerdict.BadSignature => "InvalidSignature: The token has an invalid signature.",
        SasVerdict.Expired => "ExpiredToken: The token is expired.",
        SasVerdict.WrongAudience => "InvalidAudience: The token was signed for another resource.",
        _ => "MalformedToken: The token can't be read.",
    };
}
