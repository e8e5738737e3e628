using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Router.Runner.Sending;

/// <summary>Signs a payload as its vendor does.</summary>
internal static class WebhookSigner
{
    public const string StandardPrefix = "whsec_";

    /// <param name="source">One of the team file's sources that are not asked for a token first.</param>
    /// <param name="secret">The source's secret as it stands in the settings.</param>
    /// <param name="body">The exact bytes that are sent.</param>
    /// <param name="deliveryId">An id that no other delivery has.</param>
    /// <param name="now">When it is sent.</param>
    public static IReadOnlyDictionary<string, string> Sign(string source, string secret, byte[] body, string deliveryId, DateTimeOffset now) => source switch
    {
        "standard" => Standard(secret, body, deliveryId, now),
        "github" => new Dictionary<string, string>
        {
            ["X-Hub-Signature-256"] = "sha256=" + Convert.ToHexStringLower(Hmac(Encoding.UTF8.GetBytes(secret), body)),
            ["X-GitHub-Delivery"] = deliveryId,
        },
        "zendesk" => Zendesk(secret, body, now),
        "typeform" => new Dictionary<string, string> { ["Typeform-Signature"] = "sha256=" + Convert.ToBase64String(Hmac(Encoding.UTF8.GetBytes(secret), body)) },
        "slack" => Slack(secret, body, now),
        "googleforms" => GoogleForms(secret, body, now),
        "microsoftforms" => new Dictionary<string, string> { ["X-Router-Secret"] = secret },
        _ => throw RunnerException.OfUsage($"No way to sign for '{source}' is known; known are standard, github, zendesk, typeform, slack, googleforms and microsoftforms."),
    };

    private static Dictionary<string, string> Standard(string secret, byte[] body, string deliveryId, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = KeyOf(secret);
        return new Dictionary<string, string>
        {
            ["webhook-id"] = deliveryId,
            ["webhook-timestamp"] = timestamp,
            ["webhook-signature"] = "v1," + Convert.ToBase64String(Hmac(key, [.. Encoding.UTF8.GetBytes($"{deliveryId}.{timestamp}."), .. body])),
        };
    }

    private static byte[] KeyOf(string secret)
    {
        try
        {
            return Convert.FromBase64String(secret.StartsWith(StandardPrefix, StringComparison.Ordinal) ? secret[StandardPrefix.Length..] : secret);
        }
        catch (FormatException malformed)
        {
            throw RunnerException.OfUsage("The setting Sources__standard__Secret is no Standard Webhooks secret: whsec_ and base64.", malformed);
        }
    }

    private static Dictionary<string, string> Zendesk(string secret, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["X-Zendesk-Webhook-Signature"] = Convert.ToBase64String(Hmac(Encoding.UTF8.GetBytes(secret), [.. Encoding.UTF8.GetBytes(timestamp), .. body])),
            ["X-Zendesk-Webhook-Signature-Timestamp"] = timestamp,
        };
    }

    private static Dictionary<string, string> Slack(string secret, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["X-Slack-Signature"] = "v0=" + Convert.ToHexStringLower(Hmac(Encoding.UTF8.GetBytes(secret), [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body])),
            ["X-Slack-Request-Timestamp"] = timestamp,
        };
    }

    private static Dictionary<string, string> GoogleForms(string secret, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["X-Router-Signature"] = Convert.ToHexStringLower(Hmac(Encoding.UTF8.GetBytes(secret), [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body])),
            ["X-Router-Timestamp"] = timestamp,
        };
    }

    private static byte[] Hmac(byte[] key, byte[] text) => HMACSHA256.HashData(key, text);
}
