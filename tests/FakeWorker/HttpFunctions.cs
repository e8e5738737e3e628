using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Router.FakeWorker;

/// <summary>A route with a parameter and one method.</summary>
public sealed class Numbered
{
    [Function(nameof(Numbered))]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "only/{number:int}")] HttpRequest request, FunctionContext function) =>
        Echo.AnswerAsync(request.HttpContext, function);
}

/// <summary>What a test asks of the process.</summary>
public sealed class AskProcess
{
    [Function(nameof(AskProcess))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/process/{what}/{value?}")] HttpRequest request, string what, string? value, CancellationToken cancellation)
    {
        switch (what)
        {
            case "exit":
                Environment.Exit(int.Parse(value!, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "fail":
                throw new InvalidOperationException("The fake worker was told to fail.");
            case "wait":
                Console.WriteLine("called wait");
                await WaitAsync(TimeSpan.FromMilliseconds(int.Parse(value!, System.Globalization.CultureInfo.InvariantCulture)), request, cancellation);
                break;
            case "hold":
                Console.WriteLine("called hold");
                await HoldAsync(cancellation);
                break;
            case "variable":
                return new ContentResult { Content = Environment.GetEnvironmentVariable(value!) ?? "" };
            case "status":
                return new StatusCodeResult(int.Parse(value!, System.Globalization.CultureInfo.InvariantCulture));
            case "redirect":
                return new RedirectResult("/elsewhere");
        }

        return new ContentResult { Content = $"{Environment.ProcessId}" };
    }

    private static async Task HoldAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        finally
        {
            Console.WriteLine("let go");
        }
    }

    private static async Task WaitAsync(TimeSpan time, HttpRequest request, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, request.HttpContext.RequestAborted);
        try
        {
            await Task.Delay(time, TimeProvider.System, either.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"cancelled by invocation={cancellation.IsCancellationRequested} by request={request.HttpContext.RequestAborted.IsCancellationRequested}");
            throw;
        }
    }
}

/// <summary>Reads a body of any length without keeping it.</summary>
public sealed class CountBytes
{
    [Function(nameof(CountBytes))]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/count")] HttpRequest request, CancellationToken cancellation)
    {
        Console.WriteLine("counting");
        var buffer = new byte[65536];
        long length = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            length += read;
        }

        return new ContentResult { Content = $"{length} {request.Headers.TransferEncoding}" };
    }
}

/// <summary>Everything else; its name sorts after the others, and the host takes the first match in this order.</summary>
public sealed class Whatever
{
    [Function(nameof(Whatever))]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{**rest}")] HttpRequest request, FunctionContext function) =>
        Echo.AnswerAsync(request.HttpContext, function);
}
