using System.Text.Json;

namespace Router.FakeHandler;

/// <summary>Answers with the request as it arrived.</summary>
internal static class Echo
{
    public static async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.Headers["X-Fake"] = new[] { "one", "two" };
        context.Response.StatusCode = StatusCodes.Status207MultiStatus;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            context.Request.Method,
            Path = context.Request.Path.Value,
            Query = context.Request.Query.ToDictionary(query => query.Key, query => query.Value.ToString()),
            Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            Body = body,
        }));
    }
}
