using Microsoft.Extensions.Options;
using Router.Inbox;
using Router.Intake;
using Router.Intake.Bodies;
using Router.Intake.Forms;
using Router.Messaging;
using Router.Operations;
using Router.Pages.Errors;
using Router.Pages.Forms;
using Router.Pages.Frame;
using Router.Requests;
using Router.Teams.Forms;

namespace Router.Triggers.Http;

/// <summary>Takes a form's post in: cheap refusals first, then its body within limits, then the inbox. Browsers are answered with pages, programs with JSON.</summary>
internal sealed partial class FormSubmission(
    FormCatalog forms, FormIntake intake, FormRates rates, FormQuotas quotas, SenderNetworks networks, FormSites sites, KeysInFlight keys, InboxWriter inbox, SentFiles files, SiteAddress site,
    BodyLimits limits, IOptions<FormsOptions> options, ILogger<FormSubmission> logger)
{
    private const string Overused = "Many forms came in this address's name within an hour. Somebody else may be using it";

    public async Task<IResult> ReceiveAsync(string formId, HttpContext context)
    {
        var request = context.Request;
        if (forms.Find(formId) is not { } form)
        {
            return IsBrowser(request) ? ErrorResult.NotFound() : new ProblemResult(Problem.FormUnknown());
        }

        FormSites.Announce(context, form);
        var key = request.Headers[FormOrigin.KeyHeader].Count == 0 ? null : request.Headers[FormOrigin.KeyHeader].ToString();
        var refusal = sites.Allows(request, form) ? intake.Refusal(request.ContentType, key, request.ContentLength) : Problem.CrossSite();
        var wait = refusal is null ? rates.TryPost(request) : null;
        if (refusal is not null || (wait is not null && !IsBrowser(request)))
        {
            return Answer(request, form, null, refusal ?? Problem.TooMany(wait!.Value));
        }

        using var taken = keys.TryTake(form.Id, networks.Of(request), key);
        return taken is null ? Answer(request, form, null, Problem.KeyInUse()) : await ReadAsync(context, form, key, wait);
    }

    /// <summary>Answers a browser that asks whether another site's script may post.</summary>
    public IResult Preflight(string formId, HttpContext context)
    {
        if (forms.Find(formId) is not { } form)
        {
            return new ProblemResult(Problem.FormUnknown());
        }

        if (!FormSites.Announce(context, form))
        {
            return new ProblemResult(Problem.CrossSite());
        }

        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = $"Content-Type, {FormOrigin.KeyHeader}";
        headers.AccessControlMaxAge = "600";
        return TypedResults.NoContent();
    }

    // Only browsers ask for HTML.
    private static bool IsBrowser(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static IResult Answer(HttpRequest request, AskedForm form, FormPost? post, Problem problem) =>
        IsBrowser(request) ? new FormPageResult(form, post, problem) : new ProblemResult(problem);

    /// <param name="wait">Set where the sender has to wait and is a person, whose words are read only to be shown again.</param>
    private async Task<IResult> ReadAsync(HttpContext context, AskedForm form, string? key, TimeSpan? wait)
    {
        var request = context.Request;
        using var memory = limits.OpenMemory(context);
        using var disk = limits.OpenDisk(context);
        using var room = new UploadRoom(disk);
        BodyPace.Demand(context, options.Value);
        using var deadline = limits.StartDeadline(context);
        FormReading reading;
        try
        {
            var body = new FormBody(request.Body, request.ContentType, key, memory, wait is null ? room.Open : () => Stream.Null);
            reading = await intake.ReadAsync(form, body, deadline.Token);
        }
        catch (NoRoomException full)
        {
            Log.NoRoom(logger, full.InnerException!.GetType().Name);
            return Answer(request, form, null, Problem.Unavailable());
        }
        catch (Exception failure) when (BodyPace.ProblemOf(failure, context, options.Value.MaxUploadBytes, deadline) is { } broken)
        {
            return Answer(request, form, null, broken);
        }

        if (wait is not null)
        {
            return Answer(request, form, reading.Post, Problem.TooMany(wait.Value));
        }

        return reading.Result switch
        {
            IntakeResult.Refused(var problem) => Answer(request, form, reading.Post, problem),
            IntakeResult.Accepted(var inbound) when rates.TrySender(inbound.Customer.Address, request) is { } later => Answer(request, form, reading.Post, Problem.TooMany(later)),
            IntakeResult.Accepted(var inbound) when quotas.TryTake(request, inbound.Customer.Address, SizeOf(reading), inbound.Attachments.Count) is { } later =>
                Answer(request, form, reading.Post, Problem.QuotaUsed(later)),
            IntakeResult.Accepted(var inbound) => await KeepAsync(context, form, reading, rates.IsOverused(inbound.Customer.Address) ? Held(inbound) : inbound, null),
            IntakeResult.Ignored(var inbound, var reason) => await KeepAsync(context, form, reading, inbound, reason),
            _ => throw new InvalidOperationException("Intake's outcomes are a closed set."),
        };
    }

    private static long SizeOf(FormReading reading) => reading.Raw.Length + reading.Post!.Files.Sum(file => file.Attachment.Length);

    private static InboundRequest Held(InboundRequest inbound) => inbound with { NeedsPerson = Overused, NoAutomaticReply = Overused };

    private async Task<IResult> KeepAsync(HttpContext context, AskedForm form, FormReading reading, InboundRequest read, string? ignoredBecause)
    {
        var cancellationToken = context.RequestAborted;
        var inbound = read with { OriginId = FormOrigin.OfSender(read.OriginId, networks.Of(context.Request), read.Customer.Address) };
        try
        {
            var contents = reading.Post!.Files.Select(file => file.Content).ToList();
            var result = await inbox.ReceiveAsync(
                inbound, ignoredBecause, reading.Raw, reading.RawContentType, cancellationToken, id => inbound.Attachments.Count == 0 ? Task.CompletedTask : files.SaveAsync(id, inbound, contents, cancellationToken));
            return result switch
            {
                InboxResult.Kept(var kept, _) when IsBrowser(context.Request) => new SeeOther(FormEndpoint.ThanksPathOf(form, kept.Id, kept.StatusToken)),
                InboxResult.Kept(var kept, _) => TypedResults.Json(
                    new ReceivedBody(kept.Id, site.StatusOf(kept)), TriggersJsonContext.Default.ReceivedBody, statusCode: StatusCodes.Status202Accepted),
                _ => Answer(context.Request, form, reading.Post, Problem.IdempotencyKeyReused()),
            };
        }
        catch (Exception failure) when (FailureClassifier.Classify(failure) == FailureCategory.Transient && !cancellationToken.IsCancellationRequested)
        {
            Log.NotKept(logger, failure.GetType().Name);
            return Answer(context.Request, form, reading.Post, Problem.Unavailable());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request by a form could not be stored and was answered 503: {Failure}")]
        public static partial void NotKept(ILogger logger, string failure);

        [LoggerMessage(2, LogLevel.Error, "There is no room on this machine's disk for a file that came with a form: {Failure}")]
        public static partial void NoRoom(ILogger logger, string failure);
    }
}
