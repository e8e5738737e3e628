using Router.Intake.Webhooks.Schemes;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <summary>A source's mapping in full: what the team file says, over the ready mapping that it begins with.</summary>
internal sealed record SourceMapping
{
    public required IReadOnlyList<PayloadPath> Requires { get; init; }

    public required PickSet Picks { get; init; }

    public required IReadOnlyDictionary<string, Pick> Details { get; init; }

    public required IReadOnlyList<MappingDeclaration.DetailPicks> DetailsFrom { get; init; }

    public required IReadOnlyList<MappingDeclaration.AttachmentPicks> Attachments { get; init; }

    public required IReadOnlyList<MappingRule> Rules { get; init; }

    public static SourceMapping Of(WebhookSource source, WebhookSchemes schemes)
    {
        var own = source.Mapping ?? new MappingDeclaration();
        // A mapping with picks of its own for a scheme without a vendor begins with nothing.
        var ready = (own.Like is { } name ? schemes.MappingNamed(name) : schemes.Of(source).Mapping) ?? new MappingDeclaration();
        var mapping = Merge(own, ready);
        return mapping.Picks.Origin is null ? mapping with { Picks = mapping.Picks with { Origin = SignedId(source) } } : mapping;
    }

    private static SourceMapping Merge(MappingDeclaration own, MappingDeclaration ready) => new()
    {
        Requires = own.Requires ?? ready.Requires ?? [],
        Picks = (own.Picks ?? new PickSet()).Over(ready.Picks ?? new PickSet()),
        Details = (own.Details ?? new Dictionary<string, Pick>()).UnionBy(ready.Details ?? new Dictionary<string, Pick>(), detail => detail.Key).ToDictionary(),
        DetailsFrom = own.DetailsFrom ?? ready.DetailsFrom ?? [],
        Attachments = own.Attachments ?? ready.Attachments ?? [],
        Rules = own.Rules ?? ready.Rules ?? [],
    };

    // A signed id is the sender's own word that two deliveries are one. Otherwise only the content can say so.
    private static Pick SignedId(WebhookSource source) =>
        source.Scheme == SchemeNames.StandardWebhooks ? Pick.Of("@webhook-id")
        : source is { Scheme: SchemeNames.Hmac, Signature.IdHeader: { } header } ? Pick.Of($"@{header}")
        : Pick.Of($"body:{PickText.BodyHash}");
}
