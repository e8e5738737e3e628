using System.Text.RegularExpressions;

namespace Router.Architecture;

public sealed partial class DependencyTests
{
    // What each folder of functions/ may know. Triggers → features → Inbox, Messaging, Storage → Shared.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Shared"] = [],
        ["Storage"] = ["Shared"],
        ["Messaging"] = ["Storage", "Shared"],
        ["Inbox"] = ["Messaging", "Storage", "Shared"],
        ["Operations"] = ["Storage", "Shared"],
        ["Intake"] = ["Shared"],
        ["Zendesk"] = ["Messaging", "Storage", "Shared"],
        ["Conversations"] = ["Zendesk", "Intake", "Inbox", "Messaging", "Storage", "Operations", "Shared"],
        ["Mailbox"] = ["Conversations", "Intake", "Inbox", "Messaging", "Storage", "Operations", "Shared"],
        ["Routing"] = ["Messaging", "Shared"],
        ["Triage"] = ["Replies", "Routing", "Messaging", "Storage", "Shared"],
        ["Replies"] = ["Zendesk", "Mailbox", "Intake", "Messaging", "Storage", "Operations", "Shared"],
        ["Destinations"] = ["Replies", "Messaging", "Storage", "Operations", "Shared"],
        ["Digests"] = ["Destinations", "Messaging", "Storage", "Operations", "Shared"],
        ["Subscribers"] = ["Messaging", "Storage", "Operations", "Shared"],
        ["Pages"] = ["Intake", "Conversations", "Replies", "Triage", "Destinations", "Subscribers", "Messaging", "Storage", "Operations", "Shared"],
        ["Triggers"] = ["Intake", "Inbox", "Conversations", "Mailbox", "Triage", "Digests", "Subscribers", "Pages", "Messaging", "Operations", "Shared"],
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
