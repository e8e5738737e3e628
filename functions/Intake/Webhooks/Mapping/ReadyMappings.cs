using System.Text.Json;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <summary>The mappings that come with the app, written in the language of the team file.</summary>
internal static class ReadyMappings
{
    private static readonly Dictionary<ReadyMapping, MappingDeclaration> All = Enum.GetValues<ReadyMapping>().ToDictionary(name => name, Load);

    public static MappingDeclaration Of(ReadyMapping name) => All[name];

    /// <summary>What a vendor's own scheme brings; null where the scheme says nothing of the payload.</summary>
    public static ReadyMapping? For(WebhookScheme scheme) => scheme switch
    {
        WebhookScheme.StandardWebhooks => ReadyMapping.StandardWebhooks,
        WebhookScheme.GitHub => ReadyMapping.GitHub,
        WebhookScheme.Zendesk => ReadyMapping.Zendesk,
        WebhookScheme.Slack => ReadyMapping.Slack,
        WebhookScheme.Typeform => ReadyMapping.Typeform,
        WebhookScheme.Monday => ReadyMapping.Monday,
        _ => null,
    };

    private static MappingDeclaration Load(ReadyMapping name)
    {
        using var file = typeof(ReadyMappings).Assembly.GetManifestResourceStream($"{name}.mapping.json")
            ?? throw new InvalidOperationException($"The mapping {name} is not in the app.");
        return JsonSerializer.Deserialize(file, TeamJsonContext.Default.MappingDeclaration)!;
    }
}
