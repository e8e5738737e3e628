using Router.Shared.Teams;
using Router.Triage.Cues;
using Router.Triage.Reading;

namespace Router.Triage;

/// <param name="ComponentId">Id in the team file.</param>
/// <param name="Evidence">The customer's words that named it.</param>
internal sealed record ComponentMatch(string ComponentId, string Evidence, string Why);

/// <summary>Finds the component that a request is about by the names which the team file gives it.</summary>
internal sealed class ComponentMatcher
{
    private const double SubjectFactor = 1.5;

    private readonly CueTable<string> names;

    public ComponentMatcher(Team team) => names = new(team.Components.SelectMany(NamesOf));

    /// <summary>The component, or null: a guess would send a bug to somebody who does not own it.</summary>
    public ComponentMatch? Match(string? productArea, RequestText text) =>
        MatchProductArea(productArea) ?? MatchText(text);

    private ComponentMatch? MatchProductArea(string? productArea)
    {
        if (string.IsNullOrWhiteSpace(productArea))
            return null;
        var area = Sentence.Read(productArea, isSubject: true);
        return names.Find(area)
            .OrderByDescending(match => match.Cue.Weight)
            .Select(match => new ComponentMatch(match.Cue.Label, area.Quote(match.First, match.Last), "The customer chose this part."))
            .FirstOrDefault();
    }

    private ComponentMatch? MatchText(RequestText text)
    {
        var mentions =
            from sentence in text.Sentences
            from match in names.Find(sentence)
            select (match.Cue, Evidence: sentence.Quote(match.First, match.Last), Weight: match.Cue.Weight * (sentence.IsSubject ? SubjectFactor : 1));
        // A name counts once however often it comes, else a chatty mail outweighs a clear one.
        var ranked = mentions
            .GroupBy(mention => mention.Cue.Label)
            .Select(group => (Best: group.MaxBy(mention => mention.Weight), Total: group.DistinctBy(mention => mention.Cue).Sum(mention => mention.Weight)))
            .OrderByDescending(candidate => candidate.Total)
            .ToList();
        return ranked switch
        {
            [] => null,
            [var first, var second, ..] when first.Total <= second.Total => null,
            [var first, ..] => new(first.Best.Cue.Label, first.Best.Evidence, first.Best.Cue.Why),
        };
    }

    private static IEnumerable<Cue<string>> NamesOf(Component component) =>
        from name in component.Aliases.Append(component.Name).Append(component.Id)
        let phrase = Phrase.FromText(name)
        where phrase is not null
        group phrase by phrase.Key into same
        select new Cue<string>(component.Id, 1 + (0.5 * (same.First().Length - 1)), same.First(), $"Customers call {component.Name} so.");
}
