using System.Text;

namespace Router.Intake.Webhooks;

/// <summary>
/// Zendesk signs TIMESTAMP + BODY with the secret as text. An old page of theirs prints a vector for BODY + TIMESTAMP, which must fail.
/// Zendesk states no tolerance and repeats a delivery for hours, so that the time is signed but not limited; origin ids stop replays.
/// </summary>
internal static class ZendeskVerifier
{
    public const string SignatureHeader = "X-Zendesk-Webhook-Signature";
    public const string TimestampHeader = "X-Zendesk-Webhook-Signature-Timestamp";
    private const string TimeMarks = "-:.+TZ";

    public static SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets)
    {
        var signature = payload.Header(SignatureHeader);
        var timestamp = payload.Header(TimestampHeader);
        if (string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(timestamp))
        {
            return SignatureVerdict.Missing;
        }

        // Nothing stands between time and body in what is signed, so the time must look like one: no part of a body can pass for its end.
        if (!timestamp.All(c => char.IsAsciiDigit(c) || TimeMarks.Contains(c)))
        {
            return SignatureVerdict.Invalid;
        }

        var signed = false;
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            var expected = HmacText.Base64(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(timestamp), payload.Body);
            signed |= HmacText.Matches(signature, expected);
        }

        return signed ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
    }
}
