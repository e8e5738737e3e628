using Router.Teams;
using Router.Triage.Learning;
using Router.Triage.Reading;

namespace Router.Triage;

/// <param name="ComponentId">Id in the team file.</param>
/// <param name="Evidence">The customer's words that named it.</param>
internal sealed record ComponentMatch(string ComponentId, string Evidence, string Why);

/// <summary>Finds the component that a request is about by the names which the team file gives it, and by words of requests that persons gave to it.</summary>
internal sealed class ComponentMatcher(Team team, LearntWords learnt)
{
    // Ordinary sentences name one or two; the bound keeps a text made of names from costing more.
    private const int MostMentions = 48;

    // One learnt word may be there by chance.
    private const int FewestLearntWords = 2;

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
        var remembered = learnt.Find(text);
        var ranked = Named(text, remembered)
            .UnionBy(remembered.Where(match => match.Words >= FewestLearntWords).Select(Remembered), candidate => candidate.Match.ComponentId)
            .OrderByDescending(candidate => candidate.Total)
            .ToList();
        return ranked switch
        {
            [] => null,
            [var first, var second, ..] when first.Total <= second.Total => null,
            [var first, ..] => first.Match,
        };
    }

    private IEnumerable<(ComponentMatch Match, double Total)> Named(RequestText text, IReadOnlyList<LearntMatch> remembered) =>
        // A name counts once however often it comes, else a chatty mail outweighs a clear one.
        from mention in text.Sentences.SelectMany(Find)
        group mention by mention.Name.ComponentId into mentions
        let best = mentions.MaxBy(mention => mention.Weight)
        let more = remembered.FirstOrDefault(match => match.ComponentId == mentions.Key)
        let why = more is null ? best.Name.Why : $"{best.Name.Why} Requests with “{more.Evidence}” went there too."
        select (best.ToMatch(why), mentions.DistinctBy(mention => mention.Name).Sum(mention => mention.Weight) + (more?.Weight ?? 0));

    private (ComponentMatch Match, double Total) Remembered(LearntMatch match) =>
        (new(match.ComponentId, match.Evidence, $"Persons gave requests with “{match.Evidence}” to {team.FindComponent(match.ComponentId)?.Name ?? match.ComponentId}."), match.Weight);

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
