using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Router.Intake.Bodies;
using Router.Intake.Forms;
using Router.Requests;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Router.Triggers.Http;

/// <summary>How fast a body must come: the web server's own watch, with our limit and our answer.</summary>
internal static class BodyPace
{
    // The web server's own words: the exception has nothing else that tells it from malformed chunks.
    private const string EndedEarly = "Unexpected end of request content.";

    public static void Demand(HttpContext context, FormsOptions options)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } pace)
        {
            pace.MinDataRate = new MinDataRate(options.SlowestBytesPerSecond, TimeSpan.FromSeconds(options.SlowGraceSeconds));
        }
    }

    /// <summary>What a failure to read the body means to the sender; null where something else has failed.</summary>
    public static Problem? ProblemOf(Exception failure, HttpContext context, long maxBytes, BodyDeadline? deadline = null) => failure switch
    {
        BodyRefusedException refused => refused.Problem,
        OperationCanceledException when deadline?.HasPassed == true && !context.RequestAborted.IsCancellationRequested => Problem.BodyTooSlow(),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Problem.BodyTooSlow(),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge(maxBytes),
        ConnectionResetException or BadHttpRequestException { Message: EndedEarly } => Problem.BodyBrokenOff(),
        BadHttpRequestException => Problem.Malformed("The body's chunks are malformed."),
        IOException or OperationCanceledException when context.RequestAborted.IsCancellationRequested => Problem.BodyBrokenOff(),
        _ => null,
    };
}
