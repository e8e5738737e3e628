namespace Router.Teams.Sources;

/// <summary>What a team file may name of webhook sources.</summary>
/// <param name="Schemes">The generic ones and those that connectors bring.</param>
/// <param name="Mappings">The ready mappings to begin with.</param>
internal sealed record SourceNames(IReadOnlyList<string> Schemes, IReadOnlyList<string> Mappings)
{
    public IEnumerable<string> Faults(WebhookSource source)
    {
        if (!Schemes.Contains(source.Scheme))
        {
            yield return $"Source \"{source.Id}\": there is no scheme \"{source.Scheme}\"; there are {string.Join(", ", Schemes)}.";
        }

        if (source.Mapping?.Like is { } like && !Mappings.Contains(like))
        {
            yield return $"Source \"{source.Id}\": there is no ready mapping \"{like}\"; there are {string.Join(", ", Mappings)}.";
        }
    }

    /// <summary>With the names in our own spelling: case does not matter in the team file.</summary>
    public WebhookSource Spelt(WebhookSource source) => source with
    {
        Scheme = Spelt(source.Scheme, Schemes),
        Mapping = source.Mapping is { Like: { } like } mapping ? mapping with { Like = Spelt(like, Mappings) } : source.Mapping,
    };

    private static string Spelt(string name, IReadOnlyList<string> known) => known.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
