using Router.Conversations;
using Router.Inbox;
using Router.Intake;
using Router.Intake.Email;
using Router.Messaging;
using Router.Operations;
using Router.Shared;

namespace Router.Triggers;

/// <summary>What the triggers of mail and webhooks share: bounded reading, intake, the inbox, and the answer.</summary>
internal sealed partial class InboundEndpoint(InboxReceiver inbox, MailReceiver mails, SiteAddress site, TimeProvider time, ILogger<InboundEndpoint> logger)
{
    public async Task<IResult> ReceiveAsync(HttpContext context, long maxBytes, Func<InboundPayload, IntakeResult> read)
    {
        if (await BoundedBody.ReadAsync(context.Request, maxBytes) is not { } body)
        {
            return new ProblemResult(Problem.TooLarge(maxBytes));
        }

        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var payload = new InboundPayload(body, context.Request.ContentType, headers, time.GetUtcNow());
        return read(payload) switch
        {
            IntakeResult.Accepted { Mail: { } mail } accepted => await KeepAsync(accepted.Request.Channel, context, token => ReceiveMailAsync(mail, payload, token)),
            IntakeResult.Accepted(var request) => await KeepAsync(request.Channel, context, token => ReceiveAsync(request, null, payload, token)),
            IntakeResult.Ignored(var request, var reason) => await KeepAsync(request.Channel, context, token => ReceiveAsync(request, reason, payload, token)),
            IntakeResult.Refused(var problem) => new ProblemResult(problem),
            _ => throw new InvalidOperationException("Intake's outcomes are a closed set."),
        };
    }

    private Task<InboxResult> ReceiveAsync(InboundRequest request, string? ignoredBecause, InboundPayload payload, CancellationToken cancellationToken) =>
        inbox.ReceiveAsync(request, ignoredBecause, payload.Body, payload.ContentType, cancellationToken);

    private async Task<InboxResult> ReceiveMailAsync(ParsedMail mail, InboundPayload payload, CancellationToken cancellationToken) =>
        new InboxResult.Kept(await mails.ReceiveAsync(new ReceivedMail(payload.Body, null, payload.ReceivedAt), mail, cancellationToken), IsRepeated: false);

    private async Task<IResult> KeepAsync(Channel channel, HttpContext context, Func<CancellationToken, Task<InboxResult>> receive)
    {
        var cancellationToken = context.RequestAborted;
        try
        {
            return await receive(cancellationToken) switch
            {
                InboxResult.Kept(var kept, _) => TypedResults.Json(
                    new ReceivedBody(kept.Id, site.StatusOf(kept)),
                    TriggersJsonContext.Default.ReceivedBody,
                    statusCode: StatusCodes.Status202Accepted),
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
