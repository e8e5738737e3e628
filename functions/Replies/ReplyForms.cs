using Router.Requests;
using Router.Teams;

namespace Router.Replies;

/// <summary>Texts that a person begins a reply with; what stands in double braces has to be filled in.</summary>
internal static class ReplyForms
{
    private static readonly Dictionary<string, (string Title, Func<Request, string, string> Text)> Forms = new(StringComparer.Ordinal)
    {
        ["answer"] = ("Answer a question", (_, _) => "Thank you for your question.\n\n{{your answer}}"),
        ["details"] = ("Ask for details", (request, _) => "Thank you for writing. To look into it we need:\n"
            + (request.MissingDetails.Count == 0 ? "- {{what you need}}" : string.Join('\n', request.MissingDetails.Select(detail => $"- {detail}"))) + "\n\nJust reply with what you have."),
        ["bug"] = ("Filed as a bug", ReplyTemplates.BugFiled),
        ["board"] = ("Added to the board", ReplyTemplates.AddedToBacklog),
        ["later"] = ("A person will answer", ReplyTemplates.Acknowledged),
        ["done"] = ("Done", (_, _) => "Thank you for waiting. {{what was done}}\n\nIf anything is not as you expect, just reply."),
    };

    public static IEnumerable<(string Name, string Title)> All => Forms.Select(form => (form.Key, form.Value.Title));

    /// <returns>Null where there is no such form.</returns>
    public static string? Fill(string? name, Request request, Team team) => name is not null && Forms.TryGetValue(name, out var form) && ReplyWords.Personal(request) is var words
        ? $"{words.Greeting}\n\n{form.Text(request, team.Promise)}\n\n{words.Closing}"
        : null;
}
