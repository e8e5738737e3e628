using System.Text.Json.Serialization;

namespace Router.Triggers;

/// <summary>
/// The only answer of queue and timer triggers. The host takes a 2xx answer with a JSON object as success and anything with another status as failure;
/// an empty 2xx answer would hang until functionTimeout and then kill the process, and this type can't make one.
/// </summary>
internal sealed class InvocationResult : IResult
{
    private static readonly InvocationBody Body = new(new Dictionary<string, string>(), [], null);
    private readonly int status;

    private InvocationResult(int status) => this.status = status;

    /// <summary>The message is completed, the timer's run noted.</summary>
    public static InvocationResult Success { get; } = new(StatusCodes.Status200OK);

    /// <summary>The message is delivered again, and dead-lettered after the queue's MaxDeliveryCount.</summary>
    public static InvocationResult Failure { get; } = new(StatusCodes.Status500InternalServerError);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return httpContext.Response.WriteAsJsonAsync(Body, TriggersJsonContext.Default.InvocationBody);
    }
}

/// <summary>The shape that the host reads; see https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers.</summary>
internal sealed record InvocationBody(
    [property: JsonPropertyName("Outputs")] IReadOnlyDictionary<string, string> Outputs,
    [property: JsonPropertyName("Logs")] IReadOnlyList<string> Logs,
    [property: JsonPropertyName("ReturnValue")] string? ReturnValue);
