using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Router.FakeWorker;

/// <summary>Answers with the request as it arrived.</summary>
internal static class Echo
{
    public static async Task AnswerAsync(HttpContext context, FunctionContext function)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.Headers["X-Fake"] = new[] { "one", "two" };
        context.Response.StatusCode = StatusCodes.Status207MultiStatus;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            Function = function.FunctionDefinition.Name,
            context.Request.Method,
            Path = context.Request.Path.Value,
            Query = context.Request.Query.ToDictionary(query => query.Key, query => query.Value.ToString()),
            Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            Remote = context.Connection.RemoteIpAddress?.ToString(),
            Routed = context.Request.RouteValues.ToDictionary(value => value.Key, value => value.Value?.ToString()),
            Metadata = function.BindingContext.BindingData.ToDictionary(entry => entry.Key, entry => entry.Value?.ToString()),
            Body = body,
        }));
    }
}
