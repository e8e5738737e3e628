using System.Text.RegularExpressions;

namespace Router.Architecture;

/// <summary>The threat model and the ASVS table name only what there is, and the table has a verdict on each requirement.</summary>
public sealed partial class SecurityDocsTests
{
    // ASVS 4.0.3: the requirements of levels 1 and 2. "14.2: 1-6" are 14.2.1 to 14.2.6; numbers that are missing are deleted ones or of level 3.
    private static readonly string[] Required =
    [
        "1.1: 1-7", "1.2: 1-4", "1.4: 1,4,5", "1.5: 1-4", "1.6: 1-4", "1.7: 1-2", "1.8: 1-2", "1.9: 1-2", "1.10: 1", "1.11: 1-2", "1.12: 2", "1.14: 1-6",
        "2.1: 1-12", "2.2: 1-3", "2.3: 1-3", "2.4: 1-5", "2.5: 1-7", "2.6: 1-3", "2.7: 1-6", "2.8: 1-7", "2.9: 1-3", "2.10: 1-4",
        "3.1: 1", "3.2: 1-4", "3.3: 1-4", "3.4: 1-5", "3.5: 1-3", "3.7: 1",
        "4.1: 1-3,5", "4.2: 1-2", "4.3: 1-3",
        "5.1: 1-5", "5.2: 1-8", "5.3: 1-10", "5.4: 1-3", "5.5: 1-4",
        "6.1: 1-3", "6.2: 1-6", "6.3: 1-2", "6.4: 1-2",
        "7.1: 1-4", "7.2: 1-2", "7.3: 1,3,4", "7.4: 1-3",
        "8.1: 1-4", "8.2: 1-3", "8.3: 1-8",
        "9.1: 1-3", "9.2: 1-4",
        "10.2: 1-2", "10.3: 1-3",
        "11.1: 1-8",
        "12.1: 1-3", "12.2: 1", "12.3: 1-6", "12.4: 1-2", "12.5: 1-2", "12.6: 1",
        "13.1: 1,3-5", "13.2: 1-3,5-6", "13.3: 1-2", "13.4: 1-2",
        "14.1: 1-4", "14.2: 1-6", "14.3: 2-3", "14.4: 1-7", "14.5: 1-4",
    ];

    private static readonly string[] Verdicts = ["met", "partly", "not met", "platform", "operator", "n/a"];
    private static readonly string[] Meters = ["router.refusals"];
    private static readonly string[] OfThePlatform = ["APPLICATIONINSIGHTS_CONNECTION_STRING"];

    private static readonly HashSet<string> Types =
        [.. SourceTree.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(file => Declaration().Matches(SourceTree.Text(file))).Select(type => type.Groups[1].Value)];

    public static TheoryData<string> Pages => ["asvs.md", "threat-model.md"];

    [Fact]
    public void Asvs_EachRequirementHasOneVerdict()
    {
        var required = Required.SelectMany(section => Expand(section.Split(": ")[0], section.Split(": ")[1].Split(','))).ToList();

        Assert.Equal(259, required.Count);
        Assert.Equal(required, Requirements().SelectMany(row => row.Ids));
        Assert.All(Requirements(), row => Assert.Contains(row.Verdict, Verdicts));
    }

    [Fact]
    public void Asvs_TheSumsAreRight() => Assert.Equal(
        Verdicts.Select(verdict => $"{verdict} {Requirements().Where(row => row.Verdict == verdict).Sum(row => row.Ids.Count)}").Order(StringComparer.Ordinal),
        MarkdownPage.Named("asvs.md").Rows().Where(row => row.Length == 3).Select(row => $"{row[0]} {row[2]}").Order(StringComparer.Ordinal));

    [Fact]
    public void Asvs_WhatIsMetHasEvidence() => Assert.Empty(
        from row in Requirements()
        where row.Verdict == "met" && !Code().IsMatch(row.Evidence) && !row.Evidence.Contains("](", StringComparison.Ordinal) && !Negative().IsMatch(row.Evidence)
        select $"{row.Ids[0]}: {row.Evidence}");

    [Fact]
    public void Asvs_WhatIsNotMetSaysWhatIsMissing() => Assert.All(Requirements(), row => Assert.NotEqual("", row.Evidence));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Names_EachIsThere(string page)
    {
        var routes = MarkdownPage.Named("access.md").Rows("Addresses").Select(row => row[1].Trim('`')).ToHashSet();
        var others = new[] { "settings.md", "refusals.md", "webhooks.md", "forms.md", "access.md", "operations.md" }.SelectMany(name => MarkdownPage.Named(name).CodeSpans).ToHashSet();

        Assert.Empty(MarkdownPage.Named(page).CodeSpans.Where(name => !Types.Contains(name) && !IsFile(name) && !routes.Contains(name) && !routes.Contains(name.Split(' ')[^1])
            && !others.Contains(name) && !Meters.Contains(name) && !OfThePlatform.Contains(name) && name != "./infra/run.sh" && name != "/api/email/notifications"));
    }

    [Fact]
    public void Attack_EachRowIsTriedAgainByAScenario()
    {
        var rows = MarkdownPage.Named("threat-model.md").Rows("The attack, tried again").ToList();

        Assert.Equal(13, rows.Count);
        Assert.All(rows, row => Assert.All(Scenario().Matches(row[2]) is { Count: > 0 } named ? named : throw new InvalidOperationException($"{row[0]} names no scenario."), scenario => Assert.Single(
            SourceTree.Files, file => file.StartsWith("tests/Acceptance/", StringComparison.Ordinal) && file.EndsWith($"/{scenario.Groups[1].Value}.cs", StringComparison.Ordinal))));
    }

    [Fact]
    public void Names_ThatAreNotThere_WouldBeSeen()
    {
        Assert.Contains("PageGuard", Types);
        Assert.DoesNotContain("PageGuardian", Types);
        Assert.False(IsFile("infra/no-such-file.sh"));
    }

    private static IEnumerable<(List<string> Ids, string Verdict, string Evidence)> Requirements() =>
        from row in MarkdownPage.Named("asvs.md").Rows()
        where row.Length == 4 && char.IsAsciiDigit(row[0][0])
        select (ExpandRow(row[0]), row[2], row[3]);

    private static List<string> ExpandRow(string cell)
    {
        var ends = cell.Split('–');
        var section = ends[0][..ends[0].LastIndexOf('.')];
        return [.. Expand(section, [string.Join('-', ends.Select(end => end[(end.LastIndexOf('.') + 1)..]))])];
    }

    private static IEnumerable<string> Expand(string section, string[] parts) =>
        from part in parts
        let ends = part.Split('-').Select(end => int.Parse(end, System.Globalization.CultureInfo.InvariantCulture)).ToList()
        from number in Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)
        select $"{section}.{number}";

    private static bool IsFile(string name) => SourceTree.Files.Any(file => file == name || file.StartsWith(name.TrimEnd('/') + "/", StringComparison.Ordinal));

    [GeneratedRegex(@"^\s*(?:public |internal |private |protected |sealed |static |abstract |partial |readonly |file )*(?:class|record struct|record class|record|struct|enum|interface) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("`(When_[a-z_]+)`")]
    private static partial Regex Scenario();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    // What is met because it is not there has nothing to point at.
    [GeneratedRegex(@"\b(no|none|without|never)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negative();
}
