using Router.Destinations.Wording;
using Router.Requests;
using Router.Teams;

namespace Router.Destinations.Backlog;

/// <summary>
/// Says whether a request asks for what an item on the board asks for already. Pure. Rather two items for one wish than one item for two:
/// a person joins two with a glance, but what was joined wrongly is never seen again.
/// </summary>
internal sealed class SimilarityPolicy(Team team)
{
    /// <summary>Cosine from which two ask the same; set on the pairs in tests/Unit/Destinations/Backlog.</summary>
    public const double Threshold = 0.4;

    // One shared word is a subject ("export"), not a wish ("export users"); a word for the part of the product counts half.
    private const double LeastShared = 2;
    private const int MaxTitleTerms = 40;
    private const int MaxTextTerms = 60;
    private const int FirstTerms = 6;
    private const double TitleWeight = 2;

    // The part of the product is where a wish is, not what it is.
    private const double ComponentWeight = 0.6;

    private readonly HashSet<string> componentTerms =
        [.. team.Components.SelectMany(component => Terms.Of($"{component.Name} {string.Join(' ', component.Aliases)}", int.MaxValue))];

    /// <summary>The item that asks the same, the most alike where several do; null where none does.</summary>
    public BacklogItem? FindSame(string title, string text, IReadOnlyCollection<BacklogItem> items) =>
        Rank(title, text, items).FirstOrDefault(other => other.Likeness >= Threshold).Item;

    /// <summary>All items with their likeness to a wish, 0 to 1, the most alike first.</summary>
    internal IReadOnlyList<(BacklogItem Item, double Likeness)> Rank(string title, string text, IReadOnlyCollection<BacklogItem> items)
    {
        var wish = Weigh(title, text);
        var wishes = items.Select(item => (Item: item, Terms: Weigh(item.Title, item.Text))).ToList();
        var holders = wishes.SelectMany(other => other.Terms.Keys).CountBy(term => term).ToDictionary();
        return
        [
            .. wishes
                .Select(other => (other.Item, Likeness: Cosine(wish, other.Terms, Rarity)))
                .OrderByDescending(other => other.Likeness)
                .ThenBy(other => other.Item.CreatedAt)
                .ThenBy(other => other.Item.Id, StringComparer.Ordinal),
        ];

        double Rarity(string term) => 1 + Math.Log((items.Count + 1d) / (holders.GetValueOrDefault(term) + 1d));
    }

    private Dictionary<string, double> Weigh(string title, string text)
    {
        var weights = Terms.Of(text, MaxTextTerms).Distinct().ToDictionary(term => term, _ => 1d);
        foreach (var term in TitleOf(title, text))
        {
            weights[term] = TitleWeight;
        }

        foreach (var term in weights.Keys.Where(componentTerms.Contains))
        {
            weights[term] *= ComponentWeight;
        }

        return weights;
    }

    /// <summary>Of a subject that says nothing ("Feature request") the text's beginning takes the place.</summary>
    private static IReadOnlyList<string> TitleOf(string title, string text) =>
        Terms.Of(title, MaxTitleTerms) is { Count: > 0 } terms ? terms : Terms.Of(text, FirstTerms);

    private double Cosine(Dictionary<string, double> one, Dictionary<string, double> other, Func<string, double> rarity)
    {
        var shared = one.Keys.Where(other.ContainsKey).ToList();
        return SaysEnough(shared) && shared.Exists(term => IsOfTitle(one, term) || IsOfTitle(other, term))
            ? shared.Sum(term => one[term] * other[term] * Square(rarity(term))) / (Length(one) * Length(other))
            : 0;

        double Length(Dictionary<string, double> terms) => Math.Sqrt(terms.Sum(term => Square(term.Value * rarity(term.Key))));

        static double Square(double value) => value * value;
    }

    private bool SaysEnough(List<string> shared) => shared.Sum(term => componentTerms.Contains(term) ? 0.5 : 1) >= LeastShared;

    // What both mention in passing ("every month") is not what they ask for.
    private static bool IsOfTitle(Dictionary<string, double> terms, string term) => terms[term] > 1;
}
