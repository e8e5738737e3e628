using System.Buffers.Text;
using System.Text.Json;

namespace Router.Broker.Security;

/// <summary>
/// Reads a token as Entra issues them: issuer, audience, from when, until when. The signature is NOT looked at: this stands in for Entra in
/// tests of a client, and is off unless the broker is told the issuer's name.
/// </summary>
internal static class JwtToken
{
    private const int LongestToken = 16384;
    private const string Audience = "https://servicebus.azure.net";

    public static (string? Refusal, DateTimeOffset Expires) Read(string token, string issuer, DateTimeOffset now)
    {
        try
        {
            var parts = token.Split('.');
            if (token.Length > LongestToken || parts.Length != 3)
                return ("MalformedToken: The token is no JWT.", default);
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            var root = claims.RootElement;
            var expires = DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp").GetInt64());
            if (root.GetProperty("iss").GetString() != issuer)
                return ("InvalidIssuer: The token is of another issuer.", default);
            if (root.GetProperty("aud").GetString()?.TrimEnd('/') != Audience)
                return ("InvalidAudience: The token is for another resource.", default);
            if (root.TryGetProperty("nbf", out var from) && DateTimeOffset.FromUnixTimeSeconds(from.GetInt64()) > now)
                return ("InvalidToken: The token is not yet valid.", default);
            return expires > now ? (null, expires) : ("ExpiredToken: The token is expired.", default);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return ("MalformedToken: The token can't be read.", default);
        }
    }
}
