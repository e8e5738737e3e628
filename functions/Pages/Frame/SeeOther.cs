namespace Router.Pages.Frame;

/// <summary>After a post: look there (303), so that reloading the page posts nothing again.</summary>
/// <param name="path">A path of this site.</param>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
