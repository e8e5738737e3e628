using Router.Access;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Replies;
using Router.Requests;
using Router.Storage;
using Router.Teams;

namespace Router.Pages.Outbox;

internal static class OutboxEndpoints
{
    private const int MaxShown = 200;

    public static async Task<IResult> ListAsync(HttpContext context, ViewStore views, MailApproval approval, Team team)
    {
        var held = await views.MailsAsync(context.RequestAborted, MailState.Held, MailState.Gone).Take(MaxShown).ToListAsync(context.RequestAborted);
        return new PageResult(Slices.Outbox(new OutboxPageModel(held, held.Count == MaxShown, approval.MayBeSent, team)));
    }

    public static async Task<IResult> ShowAsync(string partition, string key, HttpContext context, PartitionStore partitions, MailApproval approval)
    {
        if (!PartitionRows.MayBeKey(partition) || await partitions.LoadMailAsync(partition, key, context.RequestAborted) is not var (stored, mail))
        {
            return ErrorResult.NotFound();
        }

        // With all our mails: another one may have taken its place.
        var whole = stored.Request is null ? stored : await partitions.LoadWithoutConversationAsync(partition, context.RequestAborted) ?? stored;
        return new PageResult(Slices.Mail(new MailPageModel(partition, mail, stored.Request?.Id, approval.MayBeSent(mail))
        {
            MayBeDiscarded = stored.Request is not null && MailDiscard.MayBe(whole, mail),
            MayBeRestored = DraftDesk.MayBeRestored(whole, mail),
        }));
    }

    public static async Task<IResult> SendAsync(string partition, string key, HttpContext context, MailApproval approval, AuditTrail trail)
    {
        if (!PartitionRows.MayBeKey(partition) || !PartitionRows.MayBeKey(key))
        {
            return ErrorResult.NotFound();
        }

        var path = OutboxPageModel.PathOf(partition, key);
        await trail.RecordAsync(context, Act.SendMail, path);
        return await approval.SendAsync(partition, key, SignedInPerson.Of(context).Name, context.RequestAborted) ? new SeeOther(path) : ErrorResult.NotFound();
    }
}
