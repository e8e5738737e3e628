using System.Text;

namespace Router.Intake.Webhooks;

/// <summary>Typeform's signature over the body. There is no time in it: the event id in the body stops replays.</summary>
internal static class TypeformVerifier
{
    public const string SignatureHeader = "Typeform-Signature";
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
            signed |= HmacText.Matches(signature, Algorithm + HmacText.Base64(Encoding.UTF8.GetBytes(secret), payload.Body));
        }

        return signed ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
    }
}
