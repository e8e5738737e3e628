using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Router.EmptyApp;

public sealed class Answer
{
    [Function(nameof(Answer))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*page}")] HttpRequest request) => TypedResults.Text(request.Path);
}
