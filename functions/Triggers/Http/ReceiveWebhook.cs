using Microsoft.Azure.Functions.Worker;
using Router.Access;

namespace Router.Triggers.Http;

/// <summary>Takes in what other systems report.</summary>
public sealed class ReceiveWebhook(WebhookPosts posts)
{
    [Function(nameof(ReceiveWebhook))]
    [OpenTo(Audience.ServiceSecret)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{source}")] HttpRequest request, string source) =>
        posts.ReceiveAsync(source, request.HttpContext);
}
