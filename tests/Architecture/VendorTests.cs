using System.Text.RegularExpressions;
using Router.Connectors;

namespace Router.Architecture;

/// <summary>Who talks to another system stands in its connector. A feature that names one can't be read, tested or changed without knowing it.</summary>
public sealed partial class VendorTests
{
    private const string Connectors = "functions/Connectors/";

    private static IEnumerable<string> Features => SourceTree.Files.Where(file =>
        file.StartsWith("functions/", StringComparison.Ordinal) && !file.StartsWith(Connectors, StringComparison.Ordinal)
        && (file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal) || file.EndsWith("function.json", StringComparison.Ordinal)));

    [Fact]
    public void Features_NoneNamesAVendor() => Assert.Empty(
        from file in Features
        from line in SourceTree.Lines(file).Prepend(file)
        from Match name in VendorName().Matches(line)
        select $"{file}: {name.Value} in \"{line.Trim()}\"");

    [Fact]
    public void Connectors_EachFolder_IsInTheList() => Assert.Equal(
        ShippedConnectors.All.Select(connector => connector.GetType().Namespace!.Split('.')[^1]).Order(StringComparer.Ordinal),
        SourceTree.CSharp(Connectors.TrimEnd('/')).Select(file => file.Split('/')).Where(parts => parts.Length > 3).Select(parts => parts[2]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Connectors_EachFolder_HasTheFileThatAddsIt() => Assert.All(
        ShippedConnectors.All.Select(connector => connector.GetType()),
        type => Assert.Contains($"{Connectors}{type.Namespace!.Split('.')[^1]}/{type.Namespace!.Split('.')[^1]}Connector.cs", SourceTree.Files));

    [Theory]
    [InlineData("GraphMailbox", true)]
    [InlineData("IsGraph", true)]
    [InlineData("/api/email/graph", true)]
    [InlineData("ZENDESK__SECRET", true)]
    [InlineData("WebhookScheme.GitHub", true)]
    [InlineData("// what Slack sends", true)]
    [InlineData("System.Security.Cryptography", false)]
    [InlineData("text.EndParagraph()", false)]
    [InlineData("paragraphs", false)]
    public void VendorName_InCodeAndWords_IsSeen(string code, bool isSeen) => Assert.Equal(isSeen, VendorName().IsMatch(code));

    // As a word, or as a part of a name in Pascal or camel case.
    [GeneratedRegex("""
        (?<![A-Za-z])(?i:Asana|Freshdesk|GitHub|GitLab|Graph|HubSpot|Intercom|Jira|Monday|Salesforce|ServiceNow|Slack|Trello|Typeform|Zendesk)(?![a-z])
        |(?<=[a-z0-9])(?:Asana|Freshdesk|GitHub|GitLab|Graph|HubSpot|Intercom|Jira|Monday|Salesforce|ServiceNow|Slack|Trello|Typeform|Zendesk)(?![a-z])
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex VendorName();
}
