namespace Router.FakeHandler;

/// <summary>
/// Takes queue and timer calls. What it answers stands in the setting <c>Fake__FUNCTION</c>; each call is printed, so that a test can wait for the line.
/// </summary>
internal static class FunctionCalls
{
    public static async Task AnswerAsync(HttpContext context)
    {
        var function = (string)context.GetRouteValue("function")!;
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Console.WriteLine($"called {function} chunked={context.Request.Headers.TransferEncoding} type={context.Request.ContentType} {body}");
        switch (Environment.GetEnvironmentVariable($"Fake__{function}"))
        {
            case "fail":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "text":
                await context.Response.WriteAsync("done");
                break;
            case "empty":
                break;
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                break;
            case "crash":
                Environment.Exit(3);
                break;
            default:
                await context.Response.WriteAsync("""{"Outputs":{},"Logs":[],"ReturnValue":null}""");
                break;
        }
    }
}
