using Router.Teams;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>One name of a component as the words that customers write; a plural "s" may follow the last.</summary>
internal sealed record ComponentName(string ComponentId, string Why, string[] Words)
{
    // A longer name is less likely to be there by chance.
    public double Weight => 1 + (0.5 * (Words.Length - 1));

    public static IEnumerable<ComponentName> Of(Component component) => component.Aliases.Append(component.Name).Append(component.Id)
        .Select(name => WordReader.Read(name).Where(word => word.End > word.Start).Select(word => word.Form).ToArray())
        .Where(words => words.Length > 0)
        .DistinctBy(words => string.Join(' ', words))
        .Select(words => new ComponentName(component.Id, $"Customers call {component.Name} so.", words));

    public bool StandsAt(Word[] words, int first)
    {
        if (first + Words.Length > words.Length)
            return false;
        for (var index = 0; index < Words.Length - 1; index++)
            if (words[first + index].Form != Words[index])
                return false;
        var (last, written) = (Words[^1], words[first + Words.Length - 1].Form);
        return written == last || (written.Length == last.Length + 1 && written[^1] == 's' && written.StartsWith(last, StringComparison.Ordinal));
    }
}

/// <summary>A component's name where it stands in a sentence.</summary>
internal readonly record struct Mention(ComponentName Name, Sentence Sentence, int First)
{
    // A subject is about something; a body names more in passing.
    private const double SubjectFactor = 1.5;

    public int Last => First + Name.Words.Length - 1;

    public double Weight => Name.Weight * (Sentence.IsSubject ? SubjectFactor : 1);

    public ComponentMatch ToMatch(string why) => new(Name.ComponentId, Sentence.Quote(First, Last), why);

    /// <summary>True when the other lies inside this longer one: "health app" is not about "app".</summary>
    public bool Covers(Mention other) => First <= other.First && Last >= other.Last && Name.Words.Length > other.Name.Words.Length;
}
