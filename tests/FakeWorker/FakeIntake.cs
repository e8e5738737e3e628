using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Router.FakeWorker;

/// <summary>The app's public face, as far as the runner sees it: accepts, and is settled the second time somebody asks.</summary>
public sealed class FakeIntake
{
    private static readonly ConcurrentDictionary<int, int> Asked = new();
    private static int received;

    [Function("ReceiveEmail")]
    public IActionResult ReceiveEmail([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/email")] HttpRequest request) =>
        request.Headers.Authorization == $"Bearer {Environment.GetEnvironmentVariable("Email__Secret")}" ? Receive() : new JsonResult(new { code = "unauthorized" }) { StatusCode = StatusCodes.Status401Unauthorized };

    [Function("ReceiveForm")]
    public IActionResult ReceiveForm([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/forms/{form}")] HttpRequest request) => Receive();

    [Function("ReceiveWebhook")]
    public IActionResult ReceiveWebhook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{source}")] HttpRequest request) => Receive();

    [Function("ReadStatus")]
    public IActionResult ReadStatus([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/fake-status/{id:int}")] HttpRequest request, int id)
    {
        var settled = Asked.AddOrUpdate(id, 1, (_, asked) => asked + 1) > 1;
        return new JsonResult(new { id = $"{id}", channel = "email", kind = "doing", confidence = 0.5, state = settled ? "answered" : "received", settled, place = settled ? "answers" : null, link = settled ? "http://127.0.0.1/x" : null });
    }

    private static JsonResult Receive()
    {
        var id = Interlocked.Increment(ref received);
        var address = $"{Environment.GetEnvironmentVariable("Site__Url")}/api/fake-status/{id}";
        return new JsonResult(new { id = id.ToString(CultureInfo.InvariantCulture), status = address }) { StatusCode = StatusCodes.Status202Accepted };
    }
}
