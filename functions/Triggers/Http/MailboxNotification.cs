using System.Net.Mime;
using Router.Intake;
using Router.Mailbox;
using Router.Messaging;
using Router.Operations;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>Answers the mail service: the handshake by which it validates an address, and its posts once they are durable.</summary>
internal sealed partial class MailboxNotification(BoundedBody bodies, Refusals refusals, ILogger<MailboxNotification> logger)
{
    private const string ValidationToken = "validationToken";
    private const int MaxTokenLength = 2_048;

    public async Task<IResult> ReceiveAsync(HttpContext context, Func<byte[], CancellationToken, Task<int?>> receive)
    {
        if (context.Request.Query.TryGetValue(ValidationToken, out var token))
        {
            return Echo(context, token.ToString());
        }

        using var body = await bodies.ReadAsync(context, new Admission(null, MailNotifications.MaxBytes));
        if (body.Problem is { } problem)
        {
            return new ProblemResult(problem);
        }

        try
        {
            switch (await receive(body.Bytes, context.RequestAborted))
            {
                case null:
                    return new ProblemResult(Problem.Malformed($"The body is no change notification of at most {MailNotifications.MaxItems} items."));
                case > 0:
                    refusals.NoteForeign();
                    break;
            }

            return TypedResults.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (Exception failure) when (FailureClassifier.Classify(failure) == FailureCategory.Transient && !context.RequestAborted.IsCancellationRequested)
        {
            Log.NotKept(logger, failure.GetType().Name);
            return new ProblemResult(Problem.Unavailable());
        }
    }

    // Whoever asks gets his own text back: as text that no browser takes for anything else.
    private static IResult Echo(HttpContext context, string token)
    {
        if (token.Length is 0 or > MaxTokenLength)
        {
            return new ProblemResult(Problem.Malformed("The validation token must be 1 to 2,048 characters."));
        }

        return TypedResults.Text(token, MediaTypeNames.Text.Plain);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A notification could not be made durable and was answered 503: {Failure}")]
        public static partial void NotKept(ILogger logger, string failure);
    }
}
