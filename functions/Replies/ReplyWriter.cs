using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Operations;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Tickets;

namespace Router.Replies;

/// <summary>Drafts the one reply of a stage; to machines nothing is written.</summary>
internal sealed class ReplyWriter(
    Team team, TicketDirectory tickets, SiteAddress site, MailDoors doors, IOptions<SendingOptions> sending, DeadEnds deadEnds, TimeProvider time)
{
    private const string ReplyKey = "reply";
    private const string NoteKey = "note";
    private const string AcknowledgementKey = "acknowledgement";
    private const string WasMoved = "A person changed where the request belongs; a person sends the reply.";
    private const string HasHadOne = "The conversation has had its one automatic mail.";

    /// <summary>
    /// Adds the reply and its delivery to a stage; to automatic mail and where no address is known, nothing. A ticket gets the reply as a comment,
    /// and where its source asks for it a note for the agents.
    /// </summary>
    /// <param name="templateName">One of <see cref="MailTemplates"/>.</param>
    /// <param name="template">Makes the paragraphs from the request and the promise.</param>
    public Stage WithReply(Stage stage, Request request, string templateName, Func<Request, string, string> template)
    {
        var replied = MayBeWrittenTo(request) && !request.IsMovedQuietly ? WithMail(stage, ToMail(StageNames.NameAfter(ReplyKey, request.Moves), request, templateName, template), "A reply was drafted.") : stage;
        return tickets.Of(request) is { } ticket && tickets.WantsNote(ticket.Source) && request.Landing is { } landing
            ? WithMail(replied, ToNote(request, ticket, landing), "A note for the agents was drafted.")
            : replied;
    }

    /// <summary>Whether a mail is what a landing writes by itself, reply or note, and not what a person wrote.</summary>
    public static bool IsOfLanding(Mail mail, int moves) => mail.Key == StageNames.NameAfter(ReplyKey, moves) || mail.Key == StageNames.NameAfter(NoteKey, moves);

    /// <summary>
    /// Tells the customer that a person will answer, where such a mail may leave by itself: one that waits for approval would come when the person has
    /// answered. A later reply of the conversation then takes a person's approval.
    /// </summary>
    public Stage WithAcknowledgement(Stage stage, Request request) =>
        MayBeWrittenTo(request) && WhyAPersonSends(request) is null && sending.Value.LeavesByItself(MailTemplates.Acknowledgement)
        && ToMail(AcknowledgementKey, request, MailTemplates.Acknowledgement, ReplyTemplates.Acknowledged) is var mail && doors.WhyShut(mail) is null
            ? WithMail(stage, mail, "A reply was drafted.") with { Request = request with { NoAutomaticReply = HasHadOne } }
            : stage;

    private bool MayBeWrittenTo(Request request) => !request.IsAutomatic && (request.Customer.Address.Length > 0 || tickets.Of(request) is not null);

    // A ticket's customer hears of a comment from the other system.
    private string? WhyAPersonSends(Request request) => request.NoAutomaticReply ?? (request.Moves > 0 ? WasMoved : null) ?? (tickets.Of(request) is null ? deadEnds.WhyNot(request.Customer.Address) : null);

    // What has no way out waits in the outbox at once; a step of its own would only find that.
    private Stage WithMail(Stage stage, Mail mail, string happened)
    {
        if (doors.WhyShut(mail) is { } why)
        {
            var (held, said) = MailDoors.Held(mail, why);
            return stage with { Mails = [.. stage.Mails, held], Events = [.. stage.Events, happened, said] };
        }

        return stage with
        {
            Mails = [.. stage.Mails, mail],
            Outbox = [.. stage.Outbox, new OutboxMessage(MessageNames.DeliverMail, mail.Key)],
            Events = [.. stage.Events, happened],
        };
    }

    private Mail ToMail(string key, Request request, string templateName, Func<Request, string, string> template)
    {
        // A ticket's comment goes to whoever has the ticket, a mail's answer to whom it is proven to be from; any other address is only what somebody typed.
        var isTyped = request.Channel != Channel.Email && tickets.Of(request) is null;
        var needsPerson = WhyAPersonSends(request);
        var mayLeave = needsPerson is null && sending.Value.LeavesByItself(templateName);
        var words = isTyped && mayLeave ? ReplyWords.Fixed(request) : ReplyWords.Personal(request);
        var text = $"{words.Greeting}\n\n{template(request, team.Promise)}\n\n{words.Closing}";
        return new Mail(key, request.Customer.Address, words.ToName, words.Subject, text, ReplyHtml.Of(text), time.GetUtcNow())
        {
            Template = templateName,
            HasTypedWords = isTyped && !mayLeave,
            Ticket = tickets.Of(request),
            // Whoever forged the mail may have put himself in copy.
            Copied = request.Doubt.IsLifted() ? request.Mail?.Copied ?? [] : [],
            InReplyTo = request.Mail?.MessageId,
            References = request.Mail is { } head ? [.. head.References.Append(head.MessageId).OfType<string>().Distinct(StringComparer.Ordinal)] : [],
            NeedsPerson = needsPerson,
        };
    }

    private Mail ToNote(Request request, TicketPlace ticket, Landing landing)
    {
        var text = $"Router: {landing.Summary}\n\n{site.Of(landing.Path)}\n{site.Of($"/requests/{request.Id}")}";
        return new Mail(StageNames.NameAfter(NoteKey, request.Moves), "", "", ReplyWords.Personal(request).Subject, text, ReplyHtml.Of(text), time.GetUtcNow()) { Ticket = ticket, IsInternal = true };
    }
}
