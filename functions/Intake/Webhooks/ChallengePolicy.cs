using System.Text.Json;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks;

/// <summary>Some senders ask once whether an address is meant, and want their own text back.</summary>
internal static class ChallengePolicy
{
    private const string Name = "challenge";
    private const int MaxLength = 1_024;

    /// <summary>Monday asks before it signs.</summary>
    public static bool MayBeUnsigned(WebhookScheme scheme) => scheme == WebhookScheme.Monday;

    /// <summary>The challenge, if the payload is one and nothing else: it does no more than come back to who sent it.</summary>
    public static IntakeResult.Challenged? Find(WebhookScheme scheme, bool isSigned, JsonElement root) => scheme switch
    {
        WebhookScheme.Monday when root.EnumerateObject().Count() == 1 => Answer(root),
        WebhookScheme.Slack when isSigned && root.Text("type") == "url_verification" => Answer(root),
        _ => null,
    };

    private static IntakeResult.Challenged? Answer(JsonElement root) =>
        root.TryGetProperty(Name, out var challenge) && challenge is { ValueKind: JsonValueKind.String } && challenge.GetString() is { Length: > 0 and <= MaxLength } text
            ? new IntakeResult.Challenged(text)
            : null;
}
