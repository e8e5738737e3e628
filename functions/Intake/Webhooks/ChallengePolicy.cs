using System.Text.Json;
using Router.Intake.Webhooks.Schemes;

namespace Router.Intake.Webhooks;

/// <summary>Some senders ask once whether an address is meant, and want their own text back.</summary>
internal static class ChallengePolicy
{
    /// <summary>Of a body that may hold one, each character escaped.</summary>
    public const int MaxBytes = 8_192;

    private const string Name = "challenge";
    private const int MaxLength = 1_024;

    /// <summary>The challenge, if the payload is one and nothing else: it does no more than come back to who sent it.</summary>
    public static IntakeResult.Challenged? Find(WebhookScheme scheme, bool isSigned, JsonElement root) =>
        (isSigned || scheme.ChallengesUnsigned) && scheme.IsChallenge?.Invoke(root) == true ? Answer(root) : null;

    private static IntakeResult.Challenged? Answer(JsonElement root) =>
        root.TryGetProperty(Name, out var challenge) && challenge is { ValueKind: JsonValueKind.String } && challenge.GetString() is { Length: > 0 and <= MaxLength } text
            ? new IntakeResult.Challenged(text)
            : null;
}
