using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Signatures;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Schemes;

/// <summary>Every scheme that a source can have: the generic ones and those of the connectors.</summary>
internal sealed class WebhookSchemes
{
    private readonly Dictionary<string, WebhookScheme> schemes;
    private readonly Dictionary<string, MappingDeclaration> mappings;

    public WebhookSchemes(IEnumerable<WebhookScheme> ofConnectors)
    {
        schemes = GenericSchemes.All.Concat(ofConnectors).ToDictionary(scheme => scheme.Name);
        mappings = schemes.Values.Where(scheme => scheme.Mapping is not null).ToDictionary(scheme => scheme.Name, scheme => scheme.Mapping!);
        mappings.Add(GenericSchemes.Forms, ReadyMapping.Load(GenericSchemes.Forms));
        Names = new SourceNames([.. schemes.Keys], [.. mappings.Keys]);
    }

    /// <summary>What the team file may call them.</summary>
    public SourceNames Names { get; }

    /// <summary>The team file was held to <see cref="Names"/> when it was loaded.</summary>
    public WebhookScheme Of(WebhookSource source) => schemes[source.Scheme];

    public MappingDeclaration MappingNamed(string name) => mappings[name];

    /// <param name="address">Where the source posts to; null while it is not known.</param>
    public ISignatureVerifier VerifierOf(WebhookSource source, string? address) => Of(source).VerifierOf(source, address);
}
