namespace Router.Runner;

/// <summary>What to do with a Router that is up; each line can be pasted as it stands.</summary>
internal static class Welcome
{
    public static string Text(RunnerOptions options, string logs, string elapsed)
    {
        var site = $"http://127.0.0.1:{options.Ports.Site}";
        var port = options.Ports.Site == new Ports().Site ? "" : $" --port {options.Ports.Site}";
        var settings = SettingsOption(options.SettingsFile);
        return $"""

            Router is up after {elapsed}.   Board: {site}/board

            Send your own, from the folder of the checkout:
              a mail      ./infra/run.sh secret Email__Secret{settings} | sed 's/^/Authorization: Bearer /' | curl -H @- -H 'Content-Type: message/rfc822' --data-binary @tests/Samples/email/wildcard-redirects.eml {site}/api/email
              a form      curl -d 'email=ada@example.com' -d 'subject=How do I add a user?' --data-urlencode 'message=Where do I add a colleague to our account?' {site}/api/forms/support
              a webhook   ./infra/run.sh send webhook github tests/Samples/webhooks/github-issue-bug.json{port}{settings}     (signs it as the vendor does; also: standard, zendesk, typeform)

            Logs: {logs}   Stop: Ctrl-C
            """;
    }

    /// <summary>For a command that has to read the same settings; nothing where they are the usual ones.</summary>
    public static string SettingsOption(string? file) => file is null ? "" : $" --settings {Quoted(file)}";

    private static string Quoted(string text) =>
        text.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '.' or '-' or '_') ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
