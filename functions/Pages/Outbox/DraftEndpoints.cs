using System.Globalization;
using Router.Access;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Replies;
using Router.Storage;

namespace Router.Pages.Outbox;

/// <summary>A person changes, discards or restores a drafted mail.</summary>
internal static class DraftEndpoints
{
    public static async Task<IResult> EditAsync(string partition, string key, HttpContext context, DraftDesk drafts, AuditTrail trail)
    {
        var form = await FormReader.ReadAsync(context.Request);
        var reply = new WrittenReply(form["to"].ToString(), form["cc"].ToString(), form["subject"].ToString(), form["text"].ToString());
        return int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? await ActAsync(partition, key, context, trail, Act.EditDraft, person => drafts.EditAsync(partition, key, reply, revision, person, context.RequestAborted))
            : ErrorResult.NotFound();
    }

    public static Task<IResult> DiscardAsync(string partition, string key, HttpContext context, DraftDesk drafts, AuditTrail trail) =>
        ActAsync(partition, key, context, trail, Act.DiscardDraft, person => drafts.DiscardAsync(partition, key, person, context.RequestAborted));

    public static Task<IResult> RestoreAsync(string partition, string key, HttpContext context, DraftDesk drafts, AuditTrail trail) =>
        ActAsync(partition, key, context, trail, Act.RestoreDraft, person => drafts.RestoreAsync(partition, key, person, context.RequestAborted));

    private static async Task<IResult> ActAsync(string partition, string key, HttpContext context, AuditTrail trail, Act act, Func<string, Task<ReplyResult>> change)
    {
        if (!PartitionRows.MayBeKey(partition) || !PartitionRows.MayBeKey(key))
        {
            return ErrorResult.NotFound();
        }

        var path = OutboxPageModel.PathOf(partition, key);
        await trail.RecordAsync(context, act, path);
        return await change(SignedInPerson.Of(context).Name) switch
        {
            { Outcome: ReplyOutcome.Unknown } => ErrorResult.NotFound(),
            { Outcome: ReplyOutcome.Stale } => ErrorResult.DraftChanged(),
            { Outcome: ReplyOutcome.Faulty, Fault: var fault } => act == Act.EditDraft ? ErrorResult.DraftInvalid(fault!) : ErrorResult.TooLate(),
            _ => new SeeOther(path),
        };
    }
}
