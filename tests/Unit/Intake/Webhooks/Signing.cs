using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Router.Intake;

namespace Router.Unit.Intake.Webhooks;

/// <summary>Signs as the vendors' documents say, written apart from the code under test and held to the vendors' vectors in the tests.</summary>
internal static class Signing
{
    public const string StandardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string Secret = "It's a Secret to Everybody";
    public const string Audience = "https://support.example/api/webhooks/monday";

    /// <summary>By source of <see cref="TestTeam"/>: how it signs, which header holds the signature, and whether that covers the body.</summary>
    public static IReadOnlyDictionary<string, (Func<byte[], string, InboundPayload> Sign, string Header, bool CoversBody)> All { get; } =
        new Dictionary<string, (Func<byte[], string, InboundPayload> Sign, string Header, bool CoversBody)>
        {
            ["standard"] = ((body, secret) => Standard(body, secret: secret), "webhook-signature", true),
            ["github"] = ((body, secret) => GitHub(body, secret: secret), "X-Hub-Signature-256", true),
            ["zendesk"] = ((body, secret) => Zendesk(body, secret: secret), "X-Zendesk-Webhook-Signature", true),
            ["typeform"] = (Typeform, "Typeform-Signature", true),
            ["slack"] = (Slack, "X-Slack-Signature", true),
            ["monday"] = (Monday, "Authorization", false),
            ["forms"] = (Forms, "X-Router-Signature", true),
        };

    public static InboundPayload Standard(byte[] body, string id = "msg_1", long? at = null, string secret = StandardSecret)
    {
        var time = (at ?? Payload.Now.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body]));
        return Payload.Of(body, "application/json", ("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", $"v1,{signature}"));
    }

    public static InboundPayload GitHub(byte[] body, string @event = "issues", string secret = Secret, string delivery = "d-1") =>
        Payload.Of(
            body,
            "application/json",
            ("X-GitHub-Event", @event),
            ("X-GitHub-Delivery", delivery),
            ("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))));

    public static InboundPayload Zendesk(byte[] body, string timestamp = "2021-02-25T15:02:10Z", string secret = Secret) =>
        Payload.Of(
            body,
            "application/json",
            ("X-Zendesk-Webhook-Signature-Timestamp", timestamp),
            ("X-Zendesk-Webhook-Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(timestamp), .. body]))));

    public static InboundPayload Typeform(byte[] body, string secret = Secret) =>
        Payload.Of(body, "application/json", ("Typeform-Signature", "sha256=" + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))));

    public static InboundPayload Slack(byte[] body, string secret)
    {
        var time = Payload.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Payload.Of(
            body,
            "application/x-www-form-urlencoded",
            ("X-Slack-Request-Timestamp", time),
            ("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{time}:"), .. body]))));
    }

    public static InboundPayload Monday(byte[] body, string secret)
    {
        var text = Part("""{"alg":"HS256","typ":"JWT"}""") + "." + Part($$"""{"aud":"{{Audience}}","exp":{{Payload.Now.ToUnixTimeSeconds() + 300}}}""");
        var signature = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        return Payload.Of(body, "application/json", ("Authorization", $"{text}.{signature}"));

        static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    public static InboundPayload Forms(byte[] body, string secret)
    {
        var time = Payload.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Payload.Of(
            body,
            "application/json",
            ("X-Router-Timestamp", time),
            ("X-Router-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"{time}."), .. body]))));
    }

    public static InboundPayload With(this InboundPayload payload, string name, string? value)
    {
        var headers = payload.Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        if (value is not null)
        {
            headers[name] = value;
        }

        return payload with { Headers = headers };
    }
}
