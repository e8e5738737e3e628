using Router.Access;
using Router.Pages.Frame;
using Router.Replies;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Requests;

/// <summary>Makes a request's page, with the forms to write in.</summary>
internal sealed class RequestPages(Team team, ReplyDesk desk)
{
    /// <param name="change">What the fields hold beside what they begin with.</param>
    /// <param name="template">A template to begin the reply with; null for none.</param>
    /// <param name="restored">A reply to write on; null for none.</param>
    /// <param name="sent">The reply that the person has just sent; null for none.</param>
    public PageResult Show(
        ConversationPage page,
        SignedInPerson person,
        Func<ComposerModel, ComposerModel>? change = null,
        int status = StatusCodes.Status200OK,
        bool isNewest = true,
        string? template = null,
        string? restored = null,
        string? sent = null)
    {
        var mails = page.Partition.Mails;
        var again = restored is null ? null : mails.FirstOrDefault(mail => mail.Key == restored && mail.WrittenBy is not null);
        var composer = ComposerModel.For(page.Request, page.Partition, ReplyForms.Fill(template, page.Request, team) ?? again?.PlainText ?? "") with
        {
            MayReply = person.May(Audience.Agent),
            IsTicket = desk.IsComment(page.Request),
        };
        if (again is not null)
        {
            composer = composer with { Reply = new WrittenReply(again.To, string.Join(", ", again.Copied), again.Subject, again.PlainText) };
        }

        return new PageResult(
            Slices.Request(new RequestPageModel(page.Request, page.Partition, team)
            {
                Earlier = page.Earlier,
                IsNewest = isNewest,
                Composer = person.MayActOn(page.Request.ComponentId) ? (change?.Invoke(composer) ?? composer) : null,
                Sent = sent is null ? null : mails.FirstOrDefault(mail => mail.Key == sent && ReplyDesk.MayBeUndone(mail)),
            }),
            status);
    }
}
