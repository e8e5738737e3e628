using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using RazorSlices;

namespace Router.Pages.Frame;

/// <summary>Answers with a page. It is rendered whole before the first byte leaves, so that a failure is an error page and not half a page.</summary>
internal sealed class PageResult(RazorSlice slice, int status = StatusCodes.Status200OK) : IResult
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        slice.HttpContext = httpContext;
        var html = Encoding.UTF8.GetBytes(await slice.RenderAsync(Encoder, httpContext.RequestAborted));
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.ContentLength = html.Length;
        await httpContext.Response.Body.WriteAsync(html, httpContext.RequestAborted);
    }
}
