using System.Globalization;
using Router.Access;
using Router.Conversations;
using Router.Messaging;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Triage;

namespace Router.Pages.Requests;

internal static class RequestsEndpoints
{
    public static async Task<IResult> ListAsync(HttpContext context, ViewStore views, Team team)
    {
        var filter = RequestFilter.Read(context.Request);
        var after = RequestListing.ReadCursor(context.Request.Query["after"]);
        var listing = await RequestListing.ReadAsync(views.RequestsAsync(filter.Kind, filter.State, context.RequestAborted, after, filter.IsUnread), filter);
        return new PageResult(Slices.RequestList(new RequestListModel(listing, filter, after is null, team)));
    }

    public static async Task<IResult> ShowAsync(string id, HttpContext context, ConversationReader conversations, RequestPages pages)
    {
        var before = ConversationReader.ReadCursor(context.Request.Query["before"]);
        if (!RequestId.TryParse(id, out var known) || await conversations.ReadAsync(known, before, context.RequestAborted) is not { } page)
        {
            return ErrorResult.NotFound();
        }

        return pages.Show(
            page,
            SignedInPerson.Of(context),
            isNewest: before is null,
            template: QueryValue.Text(context.Request, "template"),
            restored: QueryValue.Text(context.Request, "restore"),
            sent: QueryValue.Text(context.Request, "sent"));
    }

    public static Task<IResult> DecideAsync(string id, HttpContext context, DecisionRecorder decisions, Team team, AuditTrail trail) =>
        RecordAsync(id, context, team, decisions.DecideAsync, choice => trail.RecordAsync(context, Act.Decide, PathOf(id), choice));

    public static Task<IResult> CorrectAsync(string id, HttpContext context, DecisionRecorder decisions, Team team, AuditTrail trail) =>
        RecordAsync(id, context, team, decisions.CorrectAsync, choice => trail.RecordAsync(context, Act.Correct, PathOf(id), choice));

    public static async Task<IResult> ReplayAsync(string id, HttpContext context, ParkingLot parked, AuditTrail trail)
    {
        if (!RequestId.TryParse(id, out var known))
        {
            return ErrorResult.NotFound();
        }

        await trail.RecordAsync(context, Act.RunAgain, PathOf(id));
        await parked.ReplayAsync(known, SignedInPerson.Of(context).AsActor(), context.RequestAborted);
        return new SeeOther(PathOf(id));
    }

    public static Task<IResult> CloseAsync(string id, HttpContext context, ConversationActions conversations, AuditTrail trail) =>
        ActAsync(id, context, conversations.CloseAsync, () => trail.RecordAsync(context, Act.Close, PathOf(id)));

    public static Task<IResult> ReopenAsync(string id, HttpContext context, ConversationActions conversations, AuditTrail trail) =>
        ActAsync(id, context, conversations.ReopenAsync, () => trail.RecordAsync(context, Act.Reopen, PathOf(id)));

    public static Task<IResult> MarkReadAsync(string id, HttpContext context, ConversationActions conversations, AuditTrail trail) =>
        ActAsync(id, context, conversations.MarkReadAsync, () => trail.RecordAsync(context, Act.MarkAsRead, PathOf(id)));

    public static async Task<IResult> AssignAsync(string id, HttpContext context, ConversationActions conversations, Team team, AuditTrail trail)
    {
        var chosen = (await FormReader.ReadAsync(context.Request))["person"].ToString();
        var assignee = team.FindPerson(chosen);
        return assignee is null && chosen.Length > 0
            ? ErrorResult.PersonInvalid()
            : await ActAsync(
                id, context, (known, actor, token) => conversations.AssignAsync(known, assignee, actor, token), () => trail.RecordAsync(context, Act.Assign, PathOf(id), assignee?.Id ?? ""));
    }

    private static async Task<IResult> ActAsync(string id, HttpContext context, Func<RequestId, Actor, CancellationToken, Task<bool>> act, Func<Task> audit)
    {
        if (!RequestId.TryParse(id, out var known))
        {
            return ErrorResult.NotFound();
        }

        await audit();
        return await act(known, SignedInPerson.Of(context).AsActor(), context.RequestAborted) ? new SeeOther(PathOf(id)) : ErrorResult.NotFound();
    }

    private static async Task<IResult> RecordAsync(
        string id, HttpContext context, Team team, Func<RequestId, DecisionChoice, Actor, CancellationToken, Task<DecisionResult>> record, Func<string, Task> audit)
    {
        if (!RequestId.TryParse(id, out var known))
        {
            return ErrorResult.NotFound();
        }

        var form = await FormReader.ReadAsync(context.Request);
        if (QueryValue.Name<RequestKind>(form["kind"]) is not { } kind || kind == RequestKind.Unclear)
        {
            return ErrorResult.KindInvalid();
        }

        if (!TryReadMore(form, team, out var severity, out var component))
        {
            return ErrorResult.ChoiceInvalid();
        }

        await audit(string.Join(' ', kind, severity, component).TrimEnd());
        var seen = int.TryParse(form["moves"], NumberStyles.None, CultureInfo.InvariantCulture, out var moves) ? moves : (int?)null;
        var choice = new DecisionChoice(kind, severity, component, seen, TellsCustomer: form["tell"] == "1");
        return await record(known, choice, SignedInPerson.Of(context).AsActor(), context.RequestAborted) switch
        {
            DecisionResult.Unknown => ErrorResult.NotFound(),
            DecisionResult.MovedMeanwhile => ErrorResult.MovedMeanwhile(),
            _ => new SeeOther(PathOf(id)),
        };
    }

    private static string PathOf(string id) => $"/requests/{id}";

    /// <summary>An empty choice leaves it to triage; a wrong one is not taken for an empty one.</summary>
    private static bool TryReadMore(IFormCollection form, Team team, out Severity? severity, out string? component)
    {
        var (written, named) = (form["severity"].ToString(), form["component"].ToString());
        severity = QueryValue.Name<Severity>(written);
        component = named.Length == 0 ? null : named;
        return (written.Length == 0 || severity is not null)
            && (component is null or PersonsDecision.NoComponent || team.FindComponent(component) is not null);
    }
}
