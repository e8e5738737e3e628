using Router.Conversations;
using Router.Inbox;
using Router.Intake;
using Router.Intake.Email;
using Router.Messaging;
using Router.Operations;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>What the triggers of mail and webhooks share: bounded reading, intake, the inbox, and the answer.</summary>
internal sealed partial class SignedPost(BoundedBody bodies, InboxWriter inbox, LaterEvents threads, MailSorter mails, SiteAddress site, TimeProvider time, ILogger<SignedPost> logger)
{
    /// <param name="context">The post.</param>
    /// <param name="admit">What the headers say, before the body is read.</param>
    /// <param name="read">What the post means.</param>
    /// <param name="isChat">People read the answer in a chat.</param>
    public async Task<IResult> ReceiveAsync(HttpContext context, Func<InboundPayload, Admission> admit, Func<InboundPayload, IntakeResult> read, bool isChat = false)
    {
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var head = new InboundPayload([], context.Request.ContentType, headers, time.GetUtcNow());
        using var body = await bodies.ReadAsync(context, admit(head));
        if (body.Problem is { } broken)
        {
            return new ProblemResult(broken);
        }

        var payload = head with { Body = body.Bytes };
        return read(payload) switch
        {
            IntakeResult.Accepted { Mail: { } mail } accepted => await KeepAsync(accepted.Request.Channel, token => ReceiveMailAsync(mail, payload, token)),
            IntakeResult.Accepted(var request) => await KeepRequestAsync(request, null),
            IntakeResult.Joins joins => await KeepAsync(joins.Request.Channel, token => threads.JoinAsync(joins, payload, token)),
            IntakeResult.Resolves resolves => await KeepAsync(resolves.Request.Channel, token => threads.ResolveAsync(resolves, payload, token)),
            IntakeResult.Reopens reopens => await KeepAsync(reopens.Request.Channel, token => threads.ReopenAsync(reopens, payload, token)),
            IntakeResult.Ignored(var request, var reason) => await KeepRequestAsync(request, reason),
            IntakeResult.Challenged(var challenge) => TypedResults.Json(new ChallengeBody(challenge), TriggersJsonContext.Default.ChallengeBody),
            IntakeResult.Refused(var problem) => new ProblemResult(problem),
            _ => throw new InvalidOperationException("Intake's outcomes are a closed set."),
        };

        Task<IResult> KeepRequestAsync(InboundRequest request, string? ignoredBecause) => KeepAsync(
            request.Channel, token => inbox.ReceiveAsync(request, ignoredBecause, payload.Body, payload.ContentType, token));

        Task<IResult> KeepAsync(Channel channel, Func<CancellationToken, Task<InboxResult>> receive) =>
            this.KeepAsync(channel, receive, kept => Answer(payload, kept, isChat), context.RequestAborted);
    }

    private IResult Answer(InboundPayload payload, Request kept, bool isChat) => isChat
        ? ChatAnswer.To(payload, kept, site)
        : TypedResults.Json(new ReceivedBody(kept.Id, site.StatusOf(kept)), TriggersJsonContext.Default.ReceivedBody, statusCode: StatusCodes.Status202Accepted);

    private async Task<InboxResult> ReceiveMailAsync(ParsedMail mail, InboundPayload payload, CancellationToken cancellationToken) =>
        new InboxResult.Kept(await mails.ReceiveAsync(new ReceivedMail(payload.Body, null, payload.ReceivedAt), mail, cancellationToken), IsRepeated: false);

    private async Task<IResult> KeepAsync(
        Channel channel, Func<CancellationToken, Task<InboxResult>> receive, Func<Request, IResult> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await receive(cancellationToken) switch
            {
                InboxResult.Kept(var kept, _) => answer(kept),
                _ => new ProblemResult(Problem.IdempotencyKeyReused()),
            };
        }
        catch (Exception failure) when (FailureClassifier.Classify(failure) == FailureCategory.Transient && !cancellationToken.IsCancellationRequested)
        {
            Log.NotKept(logger, channel, failure.GetType().Name);
            return new ProblemResult(Problem.Unavailable());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request by {Channel} could not be stored and was answered 503: {Failure}")]
        public static partial void NotKept(ILogger logger, Channel channel, string failure);
    }
}

/// <param name="Id">The request's id.</param>
/// <param name="Status">The customer's own view of it; holds an unguessable token.</param>
internal sealed record ReceivedBody(string Id, string Status);

/// <param name="Challenge">The sender's own text.</param>
internal sealed record ChallengeBody(string Challenge);
