using Router.Conversations;
using Router.Inbox;
using Router.Intake;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>Takes what another system says of a conversation to the request that came from it.</summary>
internal sealed class LaterEvents(CommentAppender joiner, ThreadStates threads, InboxWriter inbox)
{
    private const string NothingFollows = "It is about the state of something that no request came from";

    public async Task<InboxResult> JoinAsync(IntakeResult.Joins joins, InboundPayload payload, CancellationToken cancellationToken) => await KeptAsync(
        await joiner.JoinAsync(joins.Request, payload.Body, payload.ContentType, cancellationToken), joins.Request, joins.ElseIgnoredBecause, payload, cancellationToken);

    public async Task<InboxResult> ResolveAsync(IntakeResult.Resolves resolves, InboundPayload payload, CancellationToken cancellationToken) => await KeptAsync(
        await threads.ResolveAsync(ToEvent(resolves.ThreadKey, resolves.Request), cancellationToken), resolves.Request, NothingFollows, payload, cancellationToken);

    public async Task<InboxResult> ReopenAsync(IntakeResult.Reopens reopens, InboundPayload payload, CancellationToken cancellationToken) => await KeptAsync(
        await threads.ReopenAsync(ToEvent(reopens.ThreadKey, reopens.Request), cancellationToken), reopens.Request, NothingFollows, payload, cancellationToken);

    private static ThreadEvent ToEvent(string threadKey, InboundRequest request) => new(request.Source, threadKey, request.OriginId, request.SentAt);

    private async Task<InboxResult> KeptAsync(
        ThreadResult result, InboundRequest request, string? elseIgnoredBecause, InboundPayload payload, CancellationToken cancellationToken) => result.Request is { } known
        ? new InboxResult.Kept(known, IsRepeated: result.Outcome == EventOutcome.Repeated)
        : await inbox.ReceiveAsync(request, elseIgnoredBecause, payload.Body, payload.ContentType, cancellationToken);
}
