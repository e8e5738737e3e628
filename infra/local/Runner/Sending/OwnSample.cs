namespace Router.Runner.Sending;

/// <summary>The request that <c>send</c> names: a kind, for forms and webhooks which one, and a file.</summary>
internal static class OwnSample
{
    public static Sample From(IReadOnlyList<string> words) => words switch
    {
        ["email", var file] => new Sample { Name = file, Channel = "email", Path = "/api/email", ContentType = "message/rfc822", Body = Read(file) },
        ["form", var form, var file] => new Sample { Name = file, Channel = "form", Path = $"/api/forms/{Uri.EscapeDataString(form)}", ContentType = FormType(file), Body = Read(file) },
        ["webhook", var source, var file] => new Sample
        {
            Name = file,
            Channel = "webhook",
            Path = $"/api/webhooks/{Uri.EscapeDataString(source)}",
            ContentType = source == "slack" ? FormType(file) : "application/json",
            Body = Read(file),
            Sign = source,
            // GitHub names the event in a header; issues are what reaches a support team.
            Headers = source == "github" ? new Dictionary<string, string> { ["X-GitHub-Event"] = "issues" } : [],
        },
        _ => throw RunnerException.OfUsage("send email FILE, send form FORM FILE or send webhook SOURCE FILE."),
    };

    private static string FormType(string file) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "application/json" : "application/x-www-form-urlencoded";

    private static byte[] Read(string file) => File.Exists(file) ? File.ReadAllBytes(file) : throw RunnerException.OfUsage($"There is no file {Path.GetFullPath(file)}.");
}
