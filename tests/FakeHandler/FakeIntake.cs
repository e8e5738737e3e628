using System.Collections.Concurrent;
using System.Globalization;

namespace Router.FakeHandler;

/// <summary>The app's public face, as far as the runner sees it: accepts, and is settled the second time somebody asks.</summary>
internal static class FakeIntake
{
    private static readonly ConcurrentDictionary<int, int> Asked = new();
    private static int received;

    public static IResult Receive(HttpContext context)
    {
        if (context.Request.Path == "/api/email" && context.Request.Headers.Authorization != $"Bearer {Environment.GetEnvironmentVariable("Email__Secret")}")
        {
            return Results.Json(new { code = "unauthorized" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        var id = Interlocked.Increment(ref received);
        var address = $"{Environment.GetEnvironmentVariable("Site__Url")}/api/fake-status/{id}";
        return Results.Json(new { id = id.ToString(CultureInfo.InvariantCulture), status = address }, statusCode: StatusCodes.Status202Accepted);
    }

    public static IResult Status(int id)
    {
        var settled = Asked.AddOrUpdate(id, 1, (_, asked) => asked + 1) > 1;
        return Results.Json(new { id = $"{id}", channel = "email", kind = "doing", confidence = 0.5, state = settled ? "answered" : "received", settled, place = settled ? "answers" : null, link = settled ? "http://127.0.0.1/x" : null });
    }
}
