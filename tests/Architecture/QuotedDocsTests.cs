using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.Connectors;
using Router.Intake;
using Router.Intake.Webhooks;
using Router.Intake.Webhooks.Preview;
using Router.Messaging;
using Router.Pages.Wording;
using Router.Requests;
using Router.Teams;
using Router.Teams.Forms;
using Router.Teams.Sources;

namespace Router.Architecture;

/// <summary>What the pages quote from the product is the product's own.</summary>
public sealed partial class QuotedDocsTests
{
    private static readonly string Code = string.Join('\n', SourceTree.CSharp("functions").Select(SourceTree.Text));

    /// <summary>The entries for the team file that the pages show, each with the list that it belongs to.</summary>
    public static TheoryData<string, int, string> Entries => new()
    {
        { "forms.md", 0, "forms" },
        { "forms.md", 1, "forms" },
        { "team.md", 0, "components" },
        { "webhooks.md", 0, "sources" },
        { "webhooks.md", 1, "sources" },
        { "digests.md", 0, "digests" },
        { "subscribers.md", 0, "subscribers" },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void TeamFile_WithAnEntryOfThePages_CanBeUsed(string page, int block, string list)
    {
        var written = MarkdownPage.Named(page).CodeBlocks("json")[block];
        var parsed = JsonNode.Parse(written.StartsWith('"') ? $"{{{written}}}" : written)!;
        var entry = parsed[list]?[0]?.DeepClone() ?? parsed;
        var team = JsonNode.Parse(SourceTree.Text("functions/team.json"))!;
        var others = (team[list] as JsonArray ?? []).Where(other => (string?)other!["id"] != (string?)entry["id"]).Select(other => other!.DeepClone());
        team[list] = new JsonArray([.. others, entry]);

        Assert.Empty(TeamRules.Check(team.Deserialize(TeamJsonContext.Default.Team)!, ShippedConnectors.Schemes.Names));
    }

    [Fact]
    public void TeamFile_WithTheAccessOfThePage_CanBeUsed()
    {
        var team = JsonNode.Parse(SourceTree.Text("functions/team.json"))!;
        team["access"] = JsonNode.Parse($"{{{MarkdownPage.Named("team.md").CodeBlocks("json")[1]}}}")!["access"]!.DeepClone();

        Assert.Empty(TeamRules.Check(team.Deserialize(TeamJsonContext.Default.Team)!, ShippedConnectors.Schemes.Names));
    }

    [Fact]
    public void Refusals_AreThoseOfTheCode() => Assert.Equal(
        ToLines(Refusal().Matches(SourceTree.Text("functions/Requests/Problem.cs"))), Documented("# Refusals"));

    [Fact]
    public void RefusalsOfPages_AreThoseOfTheCode() => Assert.Equal(ToLines(RefusalElsewhere().Matches(Code)), Documented("Pages"));

    [Fact]
    public void CodesOfZendesk_AreThoseOfTheCode() => Assert.Equal(
        Quoted().Matches(Code).Select(text => text.Groups[1].Value).Where(text => text.StartsWith("zendesk-", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal),
        MarkdownPage.Named("zendesk.md").Codes("When a comment or a solving stops", 0).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("created", "request")]
    [InlineData("commented", "join")]
    [InlineData("solved", "resolve")]
    [InlineData("reopened", "reopen")]
    public void TriggersOfZendesk_AreUnderstood(string what, string outcome)
    {
        var page = MarkdownPage.Named("zendesk.md");
        var body = page.CodeBlocks("json").Single().Replace("\"created\"", $"\"{what}\"", StringComparison.Ordinal);
        var payload = new InboundPayload(Encoding.UTF8.GetBytes(body), "application/json", new Dictionary<string, string>(), TimeProvider.System.GetUtcNow());
        var source = new WebhookSource("help", "Zendesk");

        Assert.Equal(outcome, PreviewBody.Of(source, new SourceReader(source, ShippedConnectors.Schemes, [], address: null).Preview(payload)).Outcome);
        Assert.Contains(what, page.Codes("Set it up", 2));
    }

    [Fact]
    public void Schemes_AreThoseOfTheCode() => Assert.Equal(ShippedConnectors.Schemes.Names.Schemes.Order(StringComparer.Ordinal), MarkdownPage.Named("webhooks.md").Rows("Proof").Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void FieldTypes_AreThoseOfTheCode() => Assert.All(FieldTypes.All, type => Assert.Contains(type, MarkdownPage.Named("forms.md").CodeSpans));

    [Fact]
    public void Facts_AreThoseOfTheCode() => Assert.Equal(
        FactTypes.All.Order(StringComparer.Ordinal), MarkdownPage.Named("subscribers.md").Rows().Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void FactBody_HoldsWhatTheSchemaNames()
    {
        var schema = JsonNode.Parse(SourceTree.Text("functions/fact.schema.json"))!;
        var fact = JsonNode.Parse(MarkdownPage.Named("subscribers.md").CodeBlocks("json")[1])!;

        Assert.Empty(Members(fact).Except(Members(schema["properties"]!)));
        Assert.Empty(Members(fact["data"]!).Except(Members(schema["$defs"]!["data"]!["properties"]!)));
    }

    [Fact]
    public void Templates_AreThoseOfTheCode() => Assert.Equal(MailTemplates.Names, MarkdownPage.Named("answers.md").Rows().Select(row => row[0].Trim('`')));

    [Fact]
    public void States_AreCalledAsOnThePages() => Assert.Equal(
        Enum.GetValues<RequestState>().Select(Words.Of).Order(StringComparer.Ordinal),
        MarkdownPage.Named("pages.md").Rows("The way of a request").Where(row => row.Length == 2).Select(row => row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Places_AreCalledAsOnThePages() => Assert.All(
        Enum.GetValues<LandingPlace>(), place => Assert.Contains($"*{Words.Of(place)}*", MarkdownPage.Named("pages.md").Text, StringComparison.Ordinal));

    [Fact]
    public void TeamPages_AreThoseOfTheMenu() => Assert.Equal(
        Router.Pages.Frame.PageFrame.Links.Select(link => link.Path), MarkdownPage.Named("pages.md").Rows().Select(row => row[0].Trim('`')).Where(path => path.StartsWith('/')));

    [Fact]
    public void Queues_AreThoseOfTheCode() => Assert.Equal(
        FunctionsOf("ServiceBusTrigger").Select(function => $"{QueueNames.For(function)} {function}").Order(StringComparer.Ordinal),
        MarkdownPage.Named("operations.md").Rows("Queues").Select(row => $"{row[0].Trim('`')} {row[1].Trim('`')}").Order(StringComparer.Ordinal));

    [Fact]
    public void QueuesToMake_AreAllOfThem() => Assert.All(QueueNames.All, queue => Assert.Contains(queue, MarkdownPage.Named("azure.md").CodeSpans));

    [Fact]
    public void Timers_AreThoseOfTheCode() => Assert.Equal(
        FunctionsOf("TimerTrigger").Order(StringComparer.Ordinal),
        MarkdownPage.Named("operations.md").Rows("Timers").Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void Metrics_AreThoseOfTheCode() => Assert.Equal(
        Instrument().Matches(Code).Select(made => made.Groups[1].Value).Order(StringComparer.Ordinal),
        MarkdownPage.Named("operations.md").Codes("Metrics", 0).Order(StringComparer.Ordinal));

    [Fact]
    public void TablesAndContainers_AreThoseOfTheCode() => Assert.Equal(
        ClientName().Matches(Code).Select(name => name.Groups[1].Value).Order(StringComparer.Ordinal),
        CodesBelow("What is stored").Order(StringComparer.Ordinal));

    [Fact]
    public void Faults_AreThoseOfTheCatalogue()
    {
        var faults = FaultName().Matches(SourceTree.Text("tests/Crash/Faults/FaultCatalogue.cs")).Select(fault => fault.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        var promises = MarkdownPage.Named("promises.md");

        Assert.Equal(faults, promises.Rows("The faults").Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.Contains($" {faults.Count} faults", promises.Text, StringComparison.Ordinal);
        Assert.Contains($" {faults.Count} faults", SourceTree.Text("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_AreAsManyAsThePagesSay()
    {
        var count = JsonNode.Parse(SourceTree.Text("tests/Samples/manifest.json"))!.AsArray().Count;

        Assert.Contains($" {count} samples", SourceTree.Text("README.md"), StringComparison.Ordinal);
        Assert.Contains($" {count} samples", MarkdownPage.Named("try.md").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesToPaste_AreThoseThatTheStartPrints() => Assert.All(
        WelcomeLine().Matches(SourceTree.Text("infra/local/Runner/Welcome.cs")).Select(line => line.Groups[1].Value
            .Replace("{site}", "http://127.0.0.1:7071", StringComparison.Ordinal).Replace("{port}", "", StringComparison.Ordinal).Replace("{settings}", "", StringComparison.Ordinal)),
        line => Assert.Contains(line, MarkdownPage.Named("try.md").CodeBlocks("").SelectMany(block => block.Split('\n'))));

    private static IEnumerable<string> CodesBelow(string heading) =>
        InBackticks().Matches(MarkdownPage.Named("operations.md").Text.Split("\n## ").Single(part => part.StartsWith(heading, StringComparison.Ordinal))).Select(code => code.Groups[1].Value);

    private static IEnumerable<string> Members(JsonNode node) => node.AsObject().Select(member => member.Key);

    private static IEnumerable<string> FunctionsOf(string trigger) =>
        from type in typeof(RouterBuilder).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetParameters().Any(parameter => parameter.GetCustomAttributes(inherit: false).Any(attribute => attribute.GetType().Name == trigger + "Attribute"))
        select type.Name;

    private static List<string> ToLines(MatchCollection problems) =>
        [.. problems.Select(problem => $"{problem.Groups[1].Value} {problem.Groups[2].Value}").Distinct().Order(StringComparer.Ordinal)];

    private static List<string> Documented(string heading) =>
        [.. MarkdownPage.Named("refusals.md").Rows(heading).Select(row => $"{row[0]} {row[1].Trim('`')}").Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"new\((\d{3}), ""([a-z-]+)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"new Problem\(\s*(\d{3}),\s*""([a-z-]+)""")]
    private static partial Regex RefusalElsewhere();

    [GeneratedRegex("\"([a-z]+[a-z.-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\.Create(?:Counter|Histogram)<\w+>\(""([a-z.]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"Get(?:Table|BlobContainer)Client\(""([a-z-]+)""\)")]
    private static partial Regex ClientName();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InBackticks();

    // Faults that are aimed at one queue are for planted bugs and not in the table.
    [GeneratedRegex(@"(?:new|OfBroker|OfStorage)\(""([^""]+)"", (?:FaultFamily|stack)(?![^\n]*queue:)")]
    private static partial Regex FaultName();

    [GeneratedRegex(@"^ +((?:a mail|a form|a webhook) .*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex WelcomeLine();
}
