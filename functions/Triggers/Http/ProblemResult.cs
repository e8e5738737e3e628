using System.Globalization;
using System.Text.Json.Serialization;
using Router.Operations;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>Answers with problem details (RFC 9457).</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    private const string RetryAfterSeconds = "5";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Refusals.Note(httpContext, problem);
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds)}");
        }
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return response.WriteAsJsonAsync(
            new ProblemBody(problem.Code, problem.Status, problem.Code, problem.Detail, problem.Fields.Count == 0 ? null : problem.Fields),
            TriggersJsonContext.Default.ProblemBody,
            "application/problem+json");
    }
}

/// <param name="Title">The code again, for clients that show titles.</param>
/// <param name="Errors">What is wrong with which field of a form; left out where it is no field's.</param>
internal sealed record ProblemBody(
    string Title, int Status, string Code, string Detail, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FieldFault>? Errors = null);
