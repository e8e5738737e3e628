using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Router.Intake;
using Router.Intake.Webhooks.Signatures;
using Router.Teams.Sources;

namespace Router.Connectors.Monday;

/// <summary>
/// The JWT that Monday's app webhooks carry in Authorization: HS256 with the app's signing secret, for our address, not expired. It says who sends, not what:
/// the body is covered by TLS only.
/// </summary>
/// <param name="audience">The address that the sender was given.</param>
internal sealed class MondayVerifier(string? audience) : ISignatureVerifier
{
    public const string Header = "Authorization";
    private const string Bearer = "Bearer ";
    private const int MaxLength = 8_192;

    // Clocks differ; what is older than that is a replay.
    private const long LeewaySeconds = 60;

    // The token says itself until when it counts.
    public TimeSpan? Tolerance => null;

    /// <summary>The token is the whole proof.</summary>
    public SignatureVerdict? Foresee(InboundPayload head, IReadOnlyList<string> secrets) => Verify(head, secrets);

    public SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets)
    {
        var token = payload.Header(Header);
        if (string.IsNullOrEmpty(token))
        {
            return SignatureVerdict.Missing;
        }

        token = token.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? token[Bearer.Length..] : token;
        return token.Length <= MaxLength && token.Split('.') is [var header, var claims, var signature] && IsSigned($"{header}.{claims}", signature, secrets)
            ? Judge(header, claims, payload.ReceivedAt.ToUnixTimeSeconds())
            : SignatureVerdict.Invalid;
    }

    private static bool IsSigned(string text, string signature, IReadOnlyList<string> secrets)
    {
        var signed = false;
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            var hash = HmacText.Compute(SignatureAlgorithm.Sha256, Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
            signed |= HmacText.Matches(signature, Base64Url.EncodeToString(hash));
        }

        return signed;
    }

    private SignatureVerdict Judge(string header, string claims, long now)
    {
        using var head = Decode(header);
        using var body = Decode(claims);
        // "none" and every other algorithm: the only one that is verified here is the only one that counts.
        if (head?.RootElement.Text("alg") != "HS256" || body is null || string.IsNullOrEmpty(audience) || !IsFor(body.RootElement, audience))
        {
            return SignatureVerdict.Invalid;
        }

        if (Seconds(body.RootElement, "exp") is not { } expires || (body.RootElement.TryGetProperty("nbf", out _) && Seconds(body.RootElement, "nbf") is null))
        {
            return SignatureVerdict.Invalid;
        }

        return expires + LeewaySeconds < now || Seconds(body.RootElement, "nbf") - LeewaySeconds > now ? SignatureVerdict.Stale : SignatureVerdict.Valid;
    }

    private static bool IsFor(JsonElement claims, string audience) =>
        claims.TryGetProperty("aud", out var aud) && (aud.ValueKind == JsonValueKind.Array
            ? aud.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == audience)
            : aud.ValueKind == JsonValueKind.String && aud.GetString() == audience);

    // Fractions are allowed by the standard.
    private static long? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e15
            ? (long)seconds
            : null;

    private static JsonDocument? Decode(string part) =>
        Base64Url.IsValid(part) ? StrictJson.ParseObject(Base64Url.DecodeFromChars(part)) : null;
}
