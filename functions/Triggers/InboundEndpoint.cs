using Router.Inbox;
using Router.Intake;
using Router.Messaging;
using Router.Operations;
using Router.Pages.Frame;
using Router.Shared;

namespace Router.Triggers;

/// <summary>What the three inbound triggers share: bounded reading, intake, the inbox, and the answer.</summary>
internal sealed partial class InboundEndpoint(InboxReceiver inbox, SiteAddress site, TimeProvider time, ILogger<InboundEndpoint> logger)
{
    private const int BufferBytes = 81_920;

    // Conversations are not built yet: what joins or resolves is kept and counted beside its thread key.
    private const string JoinsLater = "It adds to another request; conversations do not take it in yet";
    private const string ResolvesLater = "It resolves another request; conversations do not take it in yet";

    /// <param name="isChat">People read the answer in a chat.</param>
    public async Task<IResult> ReceiveAsync(HttpContext context, long maxBytes, Func<InboundPayload, IntakeResult> read, bool isChat = false)
    {
        if (await ReadBodyAsync(context.Request, maxBytes) is not { } body)
        {
            return new ProblemResult(Problem.TooLarge(maxBytes));
        }

        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var payload = new InboundPayload(body, context.Request.ContentType, headers, time.GetUtcNow());
        Task<IResult> KeepItAsync(InboundRequest request, string? ignoredBecause) =>
            KeepAsync(request, ignoredBecause, payload, kept => Answer(context, payload, kept, isChat), context.RequestAborted);
        return read(payload) switch
        {
            IntakeResult.Accepted(var request) => await KeepItAsync(request, null),
            IntakeResult.Joins(_, var request) => await KeepItAsync(request, JoinsLater),
            IntakeResult.Resolves(_, var request) => await KeepItAsync(request, ResolvesLater),
            IntakeResult.Ignored(var request, var reason) => await KeepItAsync(request, reason),
            IntakeResult.Challenged(var challenge) => TypedResults.Json(new ChallengeBody(challenge), TriggersJsonContext.Default.ChallengeBody),
            IntakeResult.Refused(var problem) => new ProblemResult(problem),
            _ => throw new InvalidOperationException("Intake's outcomes are a closed set."),
        };
    }

    // Only browsers ask for HTML: after a form they are led to the customer's own page.
    private static bool IsBrowser(HttpContext context) => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private IResult Answer(HttpContext context, InboundPayload payload, Request kept, bool isChat) =>
        isChat ? ChatAnswer.To(payload, kept, site)
        : IsBrowser(context) ? new SeeOther(SiteAddress.StatusPathOf(kept))
        : TypedResults.Json(
            new ReceivedBody(kept.Id, site.StatusOf(kept)), TriggersJsonContext.Default.ReceivedBody, statusCode: StatusCodes.Status202Accepted);

    private async Task<IResult> KeepAsync(
        InboundRequest request, string? ignoredBecause, InboundPayload payload, Func<Request, IResult> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await inbox.ReceiveAsync(request, ignoredBecause, payload.Body, payload.ContentType, cancellationToken) switch
            {
                InboxResult.Kept(var kept, _) => answer(kept),
                _ => new ProblemResult(Problem.IdempotencyKeyReused()),
            };
        }
        catch (Exception failure) when (FailureClassifier.Classify(failure) == FailureCategory.Transient && !cancellationToken.IsCancellationRequested)
        {
            Log.NotKept(logger, request.Channel, failure.GetType().Name);
            return new ProblemResult(Problem.Unavailable());
        }
    }

    /// <summary>Null when the body is over the limit; nothing beyond the limit is read.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, long maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
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
