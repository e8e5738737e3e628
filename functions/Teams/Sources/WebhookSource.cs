using System.Text.Json.Serialization;

namespace Router.Teams.Sources;

/// <param name="Id">Last segment of the webhook's address.</param>
/// <param name="Scheme">How the sender proves that it is the sender.</param>
internal sealed record WebhookSource(string Id, WebhookScheme Scheme)
{
    /// <summary>For the schemes <see cref="WebhookScheme.Hmac"/> and <see cref="WebhookScheme.SharedSecret"/> only.</summary>
    public SignatureDeclaration? Signature { get; init; }

    /// <summary>What its payloads become; null for the ready mapping of the scheme's vendor.</summary>
    public MappingDeclaration? Mapping { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<WebhookScheme>))]
internal enum WebhookScheme
{
    StandardWebhooks,
    GitHub,
    Zendesk,
    Slack,
    Typeform,
    Monday,

    /// <summary>An HMAC that the team file describes.</summary>
    Hmac,

    /// <summary>A secret that the sender repeats in a header: proves the sender, but neither body nor time.</summary>
    SharedSecret,
}
