using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <summary>Which rule of a mapping a payload fits.</summary>
/// <param name="Number">Counted from 1; null where none fits.</param>
/// <param name="Unfit">Why each rule before it did not fit; places of the mapping and our own words only.</param>
internal sealed record RuleChoice(int? Number, MappingRule? Rule, IReadOnlyList<string> Unfit)
{
    private static readonly MappingRule Always = new() { Then = RuleOutcome.Request };

    public static RuleChoice Of(IReadOnlyList<MappingRule> rules, PayloadReader payload)
    {
        if (rules.Count == 0)
        {
            return new RuleChoice(null, Always, []);
        }

        var unfit = new List<string>();
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].When.FirstOrDefault(condition => !Holds(condition, payload)) is not { } failed)
            {
                return new RuleChoice(i + 1, rules[i], unfit);
            }

            unfit.Add($"Rule {i + 1} ({rules[i].Then}): not so that {Words(failed)}.");
        }

        return new RuleChoice(null, null, unfit);
    }

    private static bool Holds(MappingCondition condition, PayloadReader payload) => condition switch
    {
        { Exists: { } exists } => payload.Has(condition.Path) == exists,
        { EqualTo: { } text } => Any(condition, payload, found => found == text),
        { OneOf: { } texts } => Any(condition, payload, texts.Contains),
        { StartsWith: { } start } => Any(condition, payload, found => found.StartsWith(start, StringComparison.Ordinal)),
        { Contains: { } part } => Any(condition, payload, found => found.Contains(part, StringComparison.Ordinal)),
        _ => false,
    };

    private static bool Any(MappingCondition condition, PayloadReader payload, Predicate<string> holds) =>
        payload.Find(condition.Path).Any(match => match.Text is { } text && holds(text));

    private static string Words(MappingCondition condition) => condition switch
    {
        { Exists: { } exists } => $"{condition.Path} {(exists ? "exists" : "does not exist")}",
        { EqualTo: { } text } => $"{condition.Path} is \"{text}\"",
        { OneOf: { } texts } => $"{condition.Path} is one of \"{string.Join("\", \"", texts)}\"",
        { StartsWith: { } start } => $"{condition.Path} starts with \"{start}\"",
        _ => $"{condition.Path} contains \"{condition.Contains}\"",
    };
}
