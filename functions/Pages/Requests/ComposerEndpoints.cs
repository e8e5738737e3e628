using System.Globalization;
using Router.Access;
using Router.Conversations;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Replies;
using Router.Requests;
using Router.Storage;

namespace Router.Pages.Requests;

/// <summary>Replies and notes that people write on a request's page. What is refused comes back with what was typed.</summary>
internal static class ComposerEndpoints
{
    public static async Task<IResult> ReplyAsync(
        string id, HttpContext context, ReplyDesk desk, ConversationActions actions, ConversationReader conversations, RequestPages pages, AuditTrail trail)
    {
        var form = await FormReader.ReadAsync(context.Request);
        if (!RequestId.TryParse(id, out var known) || !ComposerModel.IsKey(form["key"].ToString())
            || !int.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
        {
            return ErrorResult.NotFound();
        }

        var (key, closes, person) = (form["key"].ToString(), form["then"] == "close", SignedInPerson.Of(context));
        var reply = new WrittenReply(form["to"].ToString(), form["cc"].ToString(), form["subject"].ToString(), form["text"].ToString());
        await trail.RecordAsync(context, Act.WriteReply, $"/requests/{known}", ReplyDesk.KeyOf(key));
        var result = await desk.WriteAsync(known, key, reply, seen, closes, person.AsActor(), context.RequestAborted);
        if (result.Outcome == ReplyOutcome.Written)
        {
            if (closes)
            {
                await actions.CloseAsync(known, person.AsActor(), seen, context.RequestAborted);
            }

            return new SeeOther($"/requests/{known}?sent={ReplyDesk.KeyOf(key)}");
        }

        if (result.Outcome == ReplyOutcome.Unknown || await conversations.ReadAsync(known, null, context.RequestAborted) is not { } page)
        {
            return ErrorResult.NotFound();
        }

        var unseen = result.Outcome == ReplyOutcome.Stale
            ? page.Partition.FollowUps.Where(mail => !mail.IsNote).TakeLast(Math.Max(1, page.Partition.LaterMails - seen)).ToList()
            : [];
        return pages.Show(page, person, composer => composer with { Reply = reply, Key = key, Fault = result.Fault, Unseen = unseen }, result.Outcome == ReplyOutcome.Stale ? 409 : 422);
    }

    public static async Task<IResult> UndoAsync(string id, string key, HttpContext context, ReplyDesk desk, AuditTrail trail)
    {
        if (!RequestId.TryParse(id, out var known) || !PartitionRows.MayBeKey(key))
        {
            return ErrorResult.NotFound();
        }

        await trail.RecordAsync(context, Act.TakeReplyBack, $"/requests/{known}", key);
        return (await desk.UndoAsync(known, key, SignedInPerson.Of(context).AsActor(), context.RequestAborted)).Outcome switch
        {
            ReplyOutcome.Unknown => ErrorResult.NotFound(),
            ReplyOutcome.Faulty => ErrorResult.TooLate(),
            _ => new SeeOther($"/requests/{known}?restore={Uri.EscapeDataString(key)}#compose"),
        };
    }

    public static async Task<IResult> AddNoteAsync(string id, HttpContext context, NoteWriter notes, ConversationReader conversations, RequestPages pages, AuditTrail trail)
    {
        var form = await FormReader.ReadAsync(context.Request);
        if (!RequestId.TryParse(id, out var known) || !ComposerModel.IsKey(form["key"].ToString()))
        {
            return ErrorResult.NotFound();
        }

        var (text, person) = (form["text"].ToString().ReplaceLineEndings("\n").Trim(), SignedInPerson.Of(context));
        if (text.Length is 0 or > NoteWriter.MaxLength)
        {
            return await conversations.ReadAsync(known, null, context.RequestAborted) is { } page
                ? pages.Show(page, person, composer => composer with { Note = text, NoteFault = $"A note must have 1 to {NoteWriter.MaxLength} characters." }, 422)
                : ErrorResult.NotFound();
        }

        await trail.RecordAsync(context, Act.WriteNote, $"/requests/{known}", form["key"].ToString());
        return await notes.AddAsync(known, form["key"].ToString(), text, person.AsActor(), context.RequestAborted) ? new SeeOther($"/requests/{known}#later") : ErrorResult.NotFound();
    }
}
