using Router.Requests;
using Router.Teams;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Triage.Learning;

/// <summary>Finds words that speak for a component: they come in several requests that persons gave to it, in hardly any that they gave elsewhere, and seldom in ordinary messages.</summary>
internal static class ComponentLearner
{
    private const int FewestRequests = 3;
    private const double LeastShare = 0.8;
    private const double MostOrdinary = 0.02;
    private const int ShortestWord = 4;
    private const int MostForEach = 40;

    /// <param name="decided">What persons decided; rows that name no component teach nothing here.</param>
    /// <param name="ordinary">Messages of all sorts.</param>
    public static IReadOnlyList<LearntWord> Learn(IReadOnlyList<TrainingRow> decided, IReadOnlyList<TrainingRow> ordinary, Team team)
    {
        var named = team.Components.SelectMany(ComponentName.Of).SelectMany(name => name.Words).ToHashSet(StringComparer.Ordinal);
        var given = decided.Where(row => row.Component is not null)
            .SelectMany(row => WordsOf(row).Where(word => !named.Contains(word)), (row, word) => (Word: word, Component: row.Component!))
            .GroupBy(pair => pair.Word, pair => pair.Component, StringComparer.Ordinal)
            .Select(word => (Word: word.Key, Components: word.ToList()))
            .Where(word => word.Components.Count >= FewestRequests)
            .ToList();
        if (given.Count == 0)
            return [];
        var usual = CountRequests(ordinary, [.. given.Select(word => word.Word)]);
        return
        [
            .. given.Where(word => usual.GetValueOrDefault(word.Word) <= MostOrdinary * ordinary.Count)
                .Select(word => MostOf(word.Word, word.Components)).OfType<LearntWord>()
                .Where(word => word.ComponentId != PersonsDecision.NoComponent && team.FindComponent(word.ComponentId) is not null)
                .GroupBy(word => word.ComponentId)
                .SelectMany(words => words.OrderByDescending(word => word.Requests).ThenBy(word => word.Word, StringComparer.Ordinal).Take(MostForEach)),
        ];
    }

    private static LearntWord? MostOf(string word, List<string> components)
    {
        var most = components.GroupBy(id => id).MaxBy(group => group.Count())!;
        return most.Count() >= FewestRequests && most.Count() >= LeastShare * components.Count ? new(most.Key, word, most.Count()) : null;
    }

    private static Dictionary<string, int> CountRequests(IReadOnlyList<TrainingRow> rows, HashSet<string> words) => rows
        .SelectMany(row => WordsOf(row).Where(words.Contains)).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    private static HashSet<string> WordsOf(TrainingRow row) => RequestText.Read(row.Title, row.Body).Sentences
        .SelectMany(sentence => sentence.Words).Select(word => word.Form)
        .Where(form => form.Length >= ShortestWord && form.All(char.IsLetter)).ToHashSet(StringComparer.Ordinal);
}
