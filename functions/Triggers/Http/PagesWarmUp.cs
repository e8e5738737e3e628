namespace Router.Triggers.Http;

/// <summary>Asks for a page that needs nothing of storage while the host still loads the functions, so that the first visitor finds the routes made.</summary>
internal sealed class PagesWarmUp(PagesPipeline pages, IServiceProvider services) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = stoppingToken };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/";
        return pages.ServeAsync(context);
    }
}
