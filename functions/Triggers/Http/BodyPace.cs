using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Router.Intake.Forms;
using Router.Requests;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Router.Triggers.Http;

/// <summary>How fast a body must come: the web server's own watch, with our limit and our answer.</summary>
internal static class BodyPace
{
    public static void Demand(HttpContext context, FormsOptions options)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } pace)
        {
            pace.MinDataRate = new MinDataRate(options.SlowestBytesPerSecond, TimeSpan.FromSeconds(options.SlowGraceSeconds));
        }
    }

    /// <summary>What the web server's refusal to read on means to the sender.</summary>
    public static Problem ProblemOf(BadHttpRequestException broken, FormsOptions options) => broken.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => Problem.BodyTooSlow(),
        StatusCodes.Status413PayloadTooLarge => Problem.TooLarge(options.MaxUploadBytes),
        _ => Problem.Malformed("The body broke off."),
    };
}
