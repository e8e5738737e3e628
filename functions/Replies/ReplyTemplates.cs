using Router.Requests;

namespace Router.Replies;

/// <summary>What the customer is told when a request lands: honest about what happens next and when.</summary>
internal static class ReplyTemplates
{
    /// <param name="promise">The team file's promise, for example "within one working day".</param>
    public static string BugFiled(Request request, string promise)
    {
        var questions = request.MissingDetails.Count == 0
            ? ""
            : $"\n\nTo look into it we still need:\n{string.Join('\n', request.MissingDetails.Select(detail => $"- {detail}"))}\n\nJust reply with what you have.";
        return $"Thank you for telling us. What you describe is not how it should behave, so I have written it up as a bug for the people who build that part. "
            + $"You will hear from us {promise}.{questions}";
    }

    /// <summary>Quotes stand as lines that begin "> ", each with its address on a line of its own; see <see cref="ReplyHtml"/>.</summary>
    public static string AnsweredFromDocs(IReadOnlyList<Quote> quotes, string promise)
    {
        var quoted = quotes.Select(quote =>
            $"{quote.Title}\n{string.Join('\n', quote.Text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"> {line}"))}\n{quote.Link}");
        return $"Thank you for your question. This is what our documentation says about it:\n\n{string.Join("\n\n", quoted)}\n\n"
            + $"If it is not what you were after, just reply: a person reads it, and you will hear from us {promise}.";
    }

    public static string AddedToBacklog(Request request, string promise) =>
        "Thank you for the suggestion. The product does not do this today. I have put it before our product team"
        + (request.PlannedItemId == request.Id ? ". " : ", together with others who asked for the same. ")
        + "Not everything that is asked for gets built, but every request is read and weighed, and we will tell you when it is decided.";

    public static string Acknowledged(Request request, string promise) =>
        $"Thank you for writing. Your request has arrived, and a person is going to read it. You will hear from us {promise}.";

    public static string DocumentationGap(Request request, string promise) =>
        $"Thank you for your question. I did not find a page in our documentation that answers it, so a person will. You will hear from us {promise}.";
}

/// <summary>A piece of the documentation in an answer.</summary>
internal sealed record Quote(string Title, string Text, string Link);
