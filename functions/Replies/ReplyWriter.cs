using Router.Messaging;
using Router.Shared;
using Router.Shared.Teams;
using Router.Storage;

namespace Router.Replies;

/// <summary>Drafts the one reply of a stage; to machines nothing is written.</summary>
internal sealed class ReplyWriter(Team team, TimeProvider time)
{
    private const string ReplyKey = "reply";

    /// <summary>Adds the reply mail and its delivery to a stage; to automatic mail and where no address is known, nothing.</summary>
    /// <param name="template">Makes the paragraphs from the request and the promise.</param>
    public Stage WithReply(Stage stage, Request request, Func<Request, string, string> template)
    {
        if (request.IsAutomatic || request.Customer.Address.Length == 0)
        {
            return stage;
        }

        // The name is the sender's: on one line it can't pose as a paragraph or an address of ours.
        var name = request.Customer.Name.ReplaceLineEndings(" ").Trim();
        var greeting = name.Length == 0 ? "Hello," : $"Hello {name},";
        var text = $"{greeting}\n\n{template(request, team.Promise)}\n\nYour request's number is {request.Id[..8]}.";
        var mail = new Mail(
            ReplyKey, request.Customer.Address, request.Customer.Name, SubjectOf(request), text, ReplyHtml.Of(text), time.GetUtcNow());
        return stage with
        {
            Mails = [.. stage.Mails, mail],
            Outbox = [.. stage.Outbox, new OutboxMessage(MessageNames.DeliverMail, ReplyKey)],
            Events = [.. stage.Events, "A reply was drafted."],
        };
    }

    private static string SubjectOf(Request request)
    {
        var subject = request.Subject.ReplaceLineEndings(" ").Trim();
        return subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}";
    }
}
