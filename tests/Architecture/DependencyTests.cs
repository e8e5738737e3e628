using System.Text.RegularExpressions;

namespace Router.Architecture;

public sealed partial class DependencyTests
{
    // What each folder of functions/ may know. Triggers → features → Inbox, Messaging, Storage → Teams, Requests. Connectors know the seams that they
    // fill; nothing but the composition root knows a connector.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Requests"] = [],
        ["Teams"] = ["Requests"],
        ["Storage"] = ["Teams", "Requests"],
        ["Messaging"] = ["Storage", "Teams", "Requests"],
        ["Inbox"] = ["Messaging", "Storage", "Teams", "Requests"],
        ["Operations"] = ["Storage", "Teams", "Requests"],
        ["Intake"] = ["Teams", "Requests"],
        ["Tickets"] = ["Messaging", "Storage", "Teams", "Requests"],
        ["Conversations"] = ["Tickets", "Intake", "Inbox", "Messaging", "Storage", "Operations", "Teams", "Requests"],
        ["Reading"] = ["Intake", "Triage", "Teams", "Requests"],
        ["Mailbox"] = ["Conversations", "Intake", "Inbox", "Messaging", "Storage", "Operations", "Teams", "Requests"],
        ["Connectors"] = ["Mailbox", "Tickets", "Intake", "Messaging", "Teams", "Requests"],
        ["Routing"] = ["Messaging", "Teams", "Requests"],
        ["Triage"] = ["Replies", "Routing", "Messaging", "Storage", "Teams", "Requests"],
        ["Replies"] = ["Tickets", "Mailbox", "Intake", "Messaging", "Storage", "Operations", "Teams", "Requests"],
        ["Destinations"] = ["Replies", "Messaging", "Storage", "Operations", "Teams", "Requests"],
        ["Digests"] = ["Destinations", "Messaging", "Storage", "Operations", "Teams", "Requests"],
        ["Subscribers"] = ["Messaging", "Storage", "Operations", "Teams", "Requests"],
        ["Search"] = ["Storage"],
        ["Access"] = ["Intake", "Storage", "Operations", "Teams", "Requests"],
        ["Pages"] = ["Access", "Search", "Intake", "Conversations", "Replies", "Triage", "Destinations", "Subscribers", "Messaging", "Storage", "Operations", "Teams", "Requests"],
        ["Triggers"] = ["Intake", "Inbox", "Conversations", "Mailbox", "Triage", "Digests", "Subscribers", "Pages", "Access", "Messaging", "Operations", "Teams", "Requests"],
    };

    [Fact]
    public void Folders_OnlyThoseThatTheMapNames() => Assert.Empty(
        SourceTree.CSharp("functions").Select(file => file.Split('/')).Where(parts => parts.Length > 2).Select(parts => parts[1]).Distinct().Except(Allowed.Keys));

    [Fact]
    public void Folders_UseOnlyWhatTheDirectionAllows()
    {
        var offences =
            from file in SourceTree.CSharp("functions").Concat(SourceTree.Files.Where(file => file.EndsWith(".cshtml", StringComparison.Ordinal)))
            let folder = file.Split('/')[1]
            where Allowed.ContainsKey(folder)
            from line in SourceTree.Lines(file)
            let used = RouterNamespace().Match(line).Groups[1].Value
            where used.Length > 0 && used != folder && Allowed.ContainsKey(used) && !Allowed[folder].Contains(used)
            select $"{file} uses Router.{used}";
        Assert.Empty(offences);
    }

    [GeneratedRegex(@"^@?using (?:static )?Router\.(\w+)")]
    private static partial Regex RouterNamespace();
}
