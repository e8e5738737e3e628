using System.Text;
using System.Text.RegularExpressions;
using Router.Requests;
using Router.Triage.Model;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>Reads what a message asks, thing by thing: the items of a numbered list, else sentences, neighbours of one kind together.</summary>
internal static partial class AskReader
{
    private const int MostParts = 40;
    private const int MostAsks = 8;
    private const int LongestText = 300;
    private const int LongestLead = 80;
    private const int FewestWords = 3;
    private const double ClearFrom = 0.75;

    /// <returns>Empty where nothing is asked; one where all of it is of one kind.</returns>
    public static IReadOnlyList<Ask> Read(TriageModel model, string subject, string text)
    {
        var words = OwnWords.Read(subject, text);
        return Read(model, words, ModelClassifier.Judge(model, words));
    }

    /// <param name="whole">What the model made of all of it.</param>
    public static IReadOnlyList<Ask> Read(TriageModel model, in OwnWords words, Probabilities whole)
    {
        if (!words.HasAny || whole.AsksNothing)
            return [];
        var asks = Merge(PartsOf(words).Take(MostParts).Select(part => (Text: part, Kind: KindOf(model, part))));
        return asks.DistinctBy(ask => ask.Kind).Count() > 1 ? asks : [new(whole.Likeliest, Shorten(words.Body.Length > 0 ? words.Body : words.Subject))];
    }

    /// <summary>True where the customer numbered things that are of different kinds: no one queue is right for all of them.</summary>
    // Most numbered lists in reports are the steps of one fault; those of several asks stand at the beginning.
    public static bool IsList(in OwnWords words) => Item().Count(words.Body) > 1 && Item().Match(words.Body).Index <= LongestLead && !Steps().IsMatch(words.Body);

    /// <summary>Whether it is of one kind beyond doubt, read by itself. Where the whole is not, and its sentences are of different kinds, no one kind is.</summary>
    public static bool IsClear(Probabilities probabilities) => !probabilities.AsksNothing && probabilities.Highest >= ClearFrom;

    private static RequestKind? KindOf(TriageModel model, string part)
    {
        var words = new OwnWords("", part);
        var probabilities = ModelClassifier.Judge(model, words);
        return IsClear(probabilities) ? probabilities.Likeliest : null;
    }

    private static IEnumerable<string> PartsOf(OwnWords words) => IsList(words)
        ? Item().Split(words.Body).Where(part => part.Any(char.IsLetter))
        : words.Sentences().Where(sentence => sentence.Words.Length > FewestWords).Select(sentence => sentence.Text);

    // What is not clear by itself belongs to what stands before it.
    private static List<Ask> Merge(IEnumerable<(string Text, RequestKind? Kind)> parts)
    {
        var asks = new List<(RequestKind Kind, StringBuilder Text)>();
        foreach (var (text, kind) in parts)
        {
            var goesOn = asks.Count > 0 && (kind is null || kind == asks[^1].Kind);
            if (goesOn && kind is not null)
                asks[^1].Text.Append(' ').Append(text.Trim());
            else if (kind is { } other && asks.Count < MostAsks)
                asks.Add((other, new(text.Trim())));
        }

        return [.. asks.Select(ask => new Ask(ask.Kind, Shorten(ask.Text.ToString())))];
    }

    private static string Shorten(string text) => text.Trim() is var trimmed && trimmed.Length <= LongestText ? trimmed : trimmed[..(LongestText - 1)] + "…";

    [GeneratedRegex("steps|reproduc|expected|actual|schritt|reproduz|étapes|pasos|passos|passaggi|stappen|kroki|手順|步骤", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Steps();

    [GeneratedRegex(@"^\s*(?:\d{1,2}|[a-e])[.)]\s+", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Item();
}
