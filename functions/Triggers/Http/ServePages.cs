using Microsoft.Azure.Functions.Worker;
using Router.Access;

namespace Router.Triggers.Http;

/// <summary>
/// Everything that is looked at. The host tries routes in the alphabetical order of the functions' names, so the name of this one, whose route takes
/// every path, has to come after all others that start with HTTP. It names no methods, so that a wrong one is told which are right (405). Each page says for itself whom it is open to.
/// </summary>
public sealed class ServePages(PagesPipeline pages)
{
    [Function(nameof(ServePages))]
    [OpenTo(Audience.Public)]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*page}")] HttpRequest request) =>
        pages.ServeAsync(request.HttpContext);
}
