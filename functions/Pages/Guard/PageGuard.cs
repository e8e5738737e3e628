using Router.Access;
using Router.Messaging;
using Router.Pages.Errors;
using Router.Requests;
using Router.Teams;

namespace Router.Pages.Guard;

/// <summary>
/// Stands before every page: what does not say whom it is open to is not there; sign-in, role, same origin; and turns failures into pages without a trace of the inside.
/// </summary>
internal sealed partial class PageGuard(RequestDelegate next, SignIn signIn, RequestOwnership ownership, SameOriginCheck sameOrigin, Team team, ILogger<PageGuard> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (await RefusalAsync(context) is { } refusal)
            {
                await refusal.ExecuteAsync(context);
                return;
            }

            await next(context);
        }
        catch (NotTheirsException) when (!context.Response.HasStarted)
        {
            Log.NotAllowed(logger, SignedInPerson.Of(context).Id, Audience.Owner);
            await ErrorResult.NotTheirs().ExecuteAsync(context);
        }
        catch (Exception failure) when (failure is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await AnswerAsync(failure, context);
        }
    }

    private async Task<ErrorResult?> RefusalAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata is not { } stated || stated.GetMetadata<OpenToAttribute>() is not { } access)
        {
            return ErrorResult.NotFound();
        }

        var result = signIn.Identify(context.Request);
        var person = (result as SignInResult.SignedIn)?.Person;
        context.Features.Set(person);
        if (access.Audience is not (Audience.Public or Audience.CustomersToken))
        {
            if (person is null)
            {
                return Refusal(result, context.Request);
            }

            if (!person.May(access.Audience))
            {
                Log.NotAllowed(logger, person.Id, access.Audience);
                return ErrorResult.RoleInsufficient(access.Audience, WhomToAsk);
            }
        }

        if (stated.GetMetadata<ChecksOriginItself>() is null && !sameOrigin.Allows(context.Request))
        {
            return ErrorResult.CrossSite();
        }

        if (access.Audience == Audience.Owner && !await ownership.MayActAsync(person!, context.GetRouteValue("id") as string, context.RequestAborted))
        {
            Log.NotAllowed(logger, person!.Id, access.Audience);
            return ErrorResult.NotTheirs();
        }

        return null;
    }

    private ErrorResult Refusal(SignInResult result, HttpRequest request) => result switch
    {
        SignInResult.NotSetUp => ErrorResult.SignInNotSetUp(),
        SignInResult.SignedOut => ErrorResult.SignedOut(HttpMethods.IsGet(request.Method) ? request.Path : "/board"),
        SignInResult.NobodyMapped => ErrorResult.NobodyMapped(),
        SignInResult.TenantUnknown => ErrorResult.TenantUnknown(),
        SignInResult.WithoutRole => ErrorResult.RoleMissing(WhomToAsk),
        _ => ErrorResult.PrincipalInvalid(),
    };

    private string WhomToAsk => team.FindPerson(team.Access.Contact) is { } contact ? $"{contact.Name} ({contact.Email})" : "whoever runs this app";

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

        [LoggerMessage(3, LogLevel.Warning, "Account {Account} is signed in and asked for what its roles do not allow, open to {Audience}")]
        public static partial void NotAllowed(ILogger logger, string account, Audience audience);
    }
}
