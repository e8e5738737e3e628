using Router.Shared.Teams;
using Router.Triage.Reading;

namespace Router.Triage;

/// <param name="ComponentId">Id in the team file.</param>
/// <param name="Evidence">The customer's words that named it.</param>
internal sealed record ComponentMatch(string ComponentId, string Evidence, string Why);

/// <summary>Finds the component that a request is about by the names which the team file gives it.</summary>
internal sealed class ComponentMatcher(Team team)
{
    // Ordinary sentences name one or two; the bound keeps a text made of names from costing more.
    private const int MostMentions = 48;

    private readonly ILookup<string, ComponentName> names =
        team.Components.SelectMany(ComponentName.Of).SelectMany(Openers).ToLookup(opener => opener.Word, opener => opener.Name, StringComparer.Ordinal);

    /// <summary>The component, or null: a guess would send a bug to somebody who does not own it.</summary>
    public ComponentMatch? Match(string? productArea, RequestText text) =>
        MatchProductArea(productArea) ?? MatchText(text);

    private static IEnumerable<(string Word, ComponentName Name)> Openers(ComponentName name) =>
        name.Words.Length == 1 ? [(name.Words[0], name), (name.Words[0] + "s", name)] : [(name.Words[0], name)];

    private ComponentMatch? MatchProductArea(string? productArea) => string.IsNullOrWhiteSpace(productArea)
        ? null
        : Find(Sentence.Read(productArea, isSubject: true)).OrderByDescending(mention => mention.Weight)
            .Select(mention => mention.ToMatch("The customer chose this part.")).FirstOrDefault();

    private ComponentMatch? MatchText(RequestText text)
    {
        // A name counts once however often it comes, else a chatty mail outweighs a clear one.
        var ranked = text.Sentences.SelectMany(Find)
            .GroupBy(mention => mention.Name.ComponentId)
            .Select(group => (Best: group.MaxBy(mention => mention.Weight), Total: group.DistinctBy(mention => mention.Name).Sum(mention => mention.Weight)))
            .OrderByDescending(candidate => candidate.Total)
            .ToList();
        return ranked switch
        {
            [] => null,
            [var first, var second, ..] when first.Total <= second.Total => null,
            [var first, ..] => first.Best.ToMatch(first.Best.Name.Why),
        };
    }

    private List<Mention> Find(Sentence sentence)
    {
        var found = new List<Mention>();
        for (var first = 0; first < sentence.Words.Length && found.Count < MostMentions; first++)
            foreach (var name in names[sentence.Words[first].Form])
                if (name.StandsAt(sentence.Words, first))
                    found.Add(new(name, sentence, first));
        return [.. found.Where(mention => !found.Exists(other => other.Covers(mention)))];
    }
}
