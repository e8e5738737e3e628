using Router.Messaging;
using Router.Pages.Errors;

namespace Router.Pages.Guard;

/// <summary>Stands before every page: sign-in, same origin; and turns failures into pages without a trace of the inside.</summary>
internal sealed partial class PageGuard(RequestDelegate next, SignIn signIn, ILogger<PageGuard> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageAccess>() is not { } access)
        {
            await next(context);
            return;
        }

        if (Refusal(context, access) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await AnswerAsync(failure, context);
        }
    }

    private ErrorResult? Refusal(HttpContext context, PageAccess access)
    {
        var result = signIn.Identify(context.Request.Headers);
        if (result is SignInResult.SignedIn signedIn)
        {
            context.Features.Set(signedIn);
        }

        return (access == PageAccess.Team, result) switch
        {
            (true, SignInResult.NotSetUp) => ErrorResult.SignInNotSetUp(),
            (true, SignInResult.SignedOut) => ErrorResult.SignedOut(),
            _ => SameOriginCheck.Allows(context.Request) ? null : ErrorResult.CrossSite(),
        };
    }

    private Task AnswerAsync(Exception failure, HttpContext context)
    {
        var category = FailureClassifier.Classify(failure);
        if (category == FailureCategory.Transient)
        {
            Log.Unavailable(logger, failure.GetType().Name);
            return ErrorResult.Unavailable().ExecuteAsync(context);
        }

        Log.Failed(logger, failure, category);
        return ErrorResult.Unexpected().ExecuteAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A page was answered 503, storage does not answer: {Failure}")]
        public static partial void Unavailable(ILogger logger, string failure);

        [LoggerMessage(2, LogLevel.Error, "A page failed: {Category}")]
        public static partial void Failed(ILogger logger, Exception failure, FailureCategory category);
    }
}
