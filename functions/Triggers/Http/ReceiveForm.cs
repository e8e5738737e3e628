using Microsoft.Azure.Functions.Worker;
using Router.Access;

namespace Router.Triggers.Http;

/// <summary>Takes in forms, and says which other sites' scripts may post them.</summary>
public sealed class ReceiveForm(FormPosts posts)
{
    [Function(nameof(ReceiveForm))]
    [OpenTo(Audience.Public)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "api/forms/{form}")] HttpRequest request, string form) =>
        posts.ReceiveAsync(form, request.HttpContext);
}
