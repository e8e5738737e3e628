using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <summary>What was taken from a payload, and from where: what became a part of the request is no detail again.</summary>
internal sealed class TakenParts(PickReader picks)
{
    private readonly HashSet<string> locations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    public PickReader Picks => picks;

    /// <summary>Each part, and the pick that gave it.</summary>
    public IReadOnlyDictionary<string, string> Sources => sources;

    /// <summary>A part that people read.</summary>
    public string? Text(string part, Pick? pick, string separator = ", ")
    {
        if (picks.Read(pick, separator: separator) is not { } picked)
        {
            return null;
        }

        sources[part] = picked.From;
        locations.UnionWith(picked.Locations);
        return picked.Text;
    }

    /// <summary>A part that machines read; it may be a detail as well.</summary>
    public string? Fact(string part, Pick? pick)
    {
        if (picks.Read(pick) is not { } picked)
        {
            return null;
        }

        sources[part] = picked.From;
        return picked.Text;
    }

    /// <summary>Notes a part that was found without a pick.</summary>
    public string Found(string part, string location, string text)
    {
        sources[part] = location;
        locations.Add(location);
        return text;
    }

    /// <summary>Whether anything at or below the place was taken.</summary>
    public bool IsTaken(string location) =>
        locations.Contains(location) || locations.Any(taken => taken.StartsWith(location + "/", StringComparison.Ordinal));
}
