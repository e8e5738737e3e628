using System.Globalization;
using System.Security.Cryptography;
using Router.Intake.Forms;
using Router.Operations;
using Router.Pages.Frame;
using Router.Pages.Guard;
using Router.Requests;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

/// <summary>A form: empty, or as it was sent with what is wrong with it. It alone of all pages runs our one script.</summary>
internal sealed class FormPageResult(AskedForm form, FormPost? post = null, Problem? problem = null) : IResult
{
    private const int PageIdLength = 32;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (problem is not null)
        {
            Refusals.Note(httpContext, problem);
        }

        var headers = httpContext.Response.Headers;
        SecurityHeaders.AllowScript(headers);

        // With "no-referrer" browsers name no origin in the post, and older ones say nothing else of where it comes from.
        headers["Referrer-Policy"] = "same-origin";
        if (problem is not null && (problem.RetryAfter ?? (problem.Status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(5) : null)) is { } wait)
        {
            headers.RetryAfter = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds)}");
        }

        // What was refused keeps its id: sent again it is still the same page.
        var pageId = post?.Value(FormOrigin.PageField) is { } given && FormOrigin.IsKey(given) ? given : RandomNumberGenerator.GetHexString(PageIdLength, lowercase: true);
        var model = new FormPageModel(form, pageId) { Post = post, Problem = problem };
        return new PageResult(Slices.Form(model), problem?.Status ?? StatusCodes.Status200OK).ExecuteAsync(httpContext);
    }
}
