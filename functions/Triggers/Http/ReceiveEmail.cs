using Microsoft.Azure.Functions.Worker;
using Router.Access;

namespace Router.Triggers.Http;

/// <summary>Takes in mails, and what the mailbox's service says of new ones.</summary>
public sealed class ReceiveEmail(EmailPosts posts)
{
    [Function(nameof(ReceiveEmail))]
    [OpenTo(Audience.ServiceSecret)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/email/{kind?}")] HttpRequest request) =>
        posts.ReceiveAsync(request.HttpContext);
}
