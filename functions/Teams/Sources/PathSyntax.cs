using System.Text.RegularExpressions;

namespace Router.Teams.Sources;

/// <summary>The part of JSONPath that a mapping needs: names, numbers, every element, and the first or each element where a text equals another.</summary>
internal static partial class PathSyntax
{
    public static List<PathStep> Steps(string text)
    {
        var steps = new List<PathStep>();
        var at = 1;
        while (at < text.Length)
        {
            var match = Step().Match(text, at);
            if (!match.Success)
            {
                throw new FormatException($"\"{text}\" can't be read from \"{text[at..]}\" on. There are .name, ['name'], [0], [*], [?name=='text'], [?name==/pointer] and, for all that match, [*?name=='text'].");
            }

            steps.Add(StepOf(match));
            at += match.Length;
        }

        return steps.Count > 0 ? steps : throw new FormatException($"\"{text}\" names the whole payload: name a place in it.");
    }

    private static PathStep StepOf(Match match) => match switch
    {
        _ when match.Groups["every"].Success => new PathStep.Every(),
        _ when match.Groups["where"].Success => new PathStep.Where(match.Groups["where"].Value.Split('.'), match.Groups["value"].Value, From(match.Groups["from"]), match.Groups["all"].Success),
        _ => new PathStep.Child(match.Groups["name"].Value),
    };

    private static PayloadPath? From(Group group) => group.Success ? PayloadPath.Parse(group.Value) : null;

    [GeneratedRegex(
        @"\G(?:\.(?<name>[\w-]+)|\['(?<name>[^']*)'\]|\[(?<name>0|[1-9][0-9]{0,8})\]|\[(?<every>\*)\]|\[(?<all>\*)?\?(?:@\.)?(?<where>[\w-]+(?:\.[\w-]+)*)==(?:'(?<value>[^']*)'|(?<from>/[^\]]+))\])",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Step();
}
