using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Router.FakeWorker;

/// <summary>
/// Takes queue and timer calls. How it ends stands in the setting <c>Fake__FUNCTION</c>; each call is printed, so that a test can wait for the line.
/// </summary>
internal static class FunctionCalls
{
    public static async Task TakeAsync(FunctionContext context, string data, CancellationToken cancellation)
    {
        var function = context.FunctionDefinition.Name;
        var metadata = JsonSerializer.Serialize(context.BindingContext.BindingData.ToDictionary(entry => entry.Key, entry => entry.Value?.ToString()));
        var retry = context.RetryContext is { } again ? $" retry={again.RetryCount}/{again.MaxRetryCount}" : "";
        Console.WriteLine($"called {function} {data}{retry} {metadata}");
        switch (Environment.GetEnvironmentVariable($"Fake__{function}"))
        {
            case "fail":
                throw new InvalidOperationException("The fake worker was told to fail.");
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                break;
            case "crash":
                Environment.Exit(3);
                break;
        }
    }

    public static string Text(byte[] body) => Encoding.UTF8.GetString(body);
}
