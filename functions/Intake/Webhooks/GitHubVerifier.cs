using System.Text;

namespace Router.Intake.Webhooks;

/// <summary>GitHub's X-Hub-Signature-256. It covers the body only, so a replay under a new delivery id passes: origin ids come from the body.</summary>
internal static class GitHubVerifier
{
    public const string SignatureHeader = "X-Hub-Signature-256";
    private const string Algorithm = "sha256=";

    public static SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets)
    {
        var signature = payload.Header(SignatureHeader);
        if (string.IsNullOrEmpty(signature))
        {
            return SignatureVerdict.Missing;
        }

        var signed = false;
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            signed |= HmacText.Matches(signature, Algorithm + HmacText.Hex(Encoding.UTF8.GetBytes(secret), payload.Body));
        }

        return signed ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
    }
}
