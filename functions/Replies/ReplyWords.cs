using Router.Intake.Email.Threads;
using Router.Requests;

namespace Router.Replies;

/// <summary>What stands around the paragraphs of a reply.</summary>
/// <param name="ToName">Display name of the recipient; empty for none.</param>
internal sealed record ReplyWords(string ToName, string Subject, string Greeting, string Closing)
{
    /// <summary>With the customer's name and subject.</summary>
    public static ReplyWords Personal(Request request)
    {
        // The name is the sender's: on one line it can't pose as a paragraph or an address of ours.
        var name = request.Customer.Name.ReplaceLineEndings(" ").Trim();
        return new ReplyWords(request.Customer.Name, SubjectOf(request), name.Length == 0 ? "Hello," : $"Hello {name},", NumberOf(request));
    }

    /// <summary>
    /// With nothing that the sender wrote: whoever fills in a form may give another's address, and what leaves by itself must not carry their words there
    /// (backscatter).
    /// </summary>
    public static ReplyWords Fixed(Request request) => new(
        "",
        WithToken("Your request", request),
        "Hello,",
        $"{NumberOf(request)} You get this mail because somebody gave your address in a request to us. If it was not you, you need not do anything.");

    private static string NumberOf(Request request) => $"Your request's number is {request.Id[..8]}.";

    private static string SubjectOf(Request request)
    {
        var subject = request.Subject.ReplaceLineEndings(" ").Trim();
        return WithToken(subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}", request);
    }

    // By the token an answer finds back even where the mail program drops the reference headers.
    private static string WithToken(string subject, Request request) => RequestId.TryParse(request.Id, out var id) ? $"{subject} {SubjectToken.Of(id)}" : subject;
}
