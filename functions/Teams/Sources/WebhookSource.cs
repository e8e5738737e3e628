namespace Router.Teams.Sources;

/// <param name="Id">Last segment of the webhook's address.</param>
/// <param name="Scheme">How the sender proves that it is the sender; one of <see cref="SourceNames.Schemes"/>.</param>
internal sealed record WebhookSource(string Id, string Scheme)
{
    /// <summary>For the schemes <see cref="SchemeNames.Hmac"/> and <see cref="SchemeNames.SharedSecret"/> only.</summary>
    public SignatureDeclaration? Signature { get; init; }

    /// <summary>What its payloads become; null for the scheme's own ready mapping.</summary>
    public MappingDeclaration? Mapping { get; init; }
}
