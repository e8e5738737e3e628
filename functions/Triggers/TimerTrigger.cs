using Router.Messaging;

namespace Router.Triggers;

/// <summary>Runs timer work. What is due is asked from storage and the clock, so the host's schedule status is not needed.</summary>
internal static partial class TimerTrigger
{
    public static void MapTimerTrigger<TWork>(this IEndpointRouteBuilder endpoints, string function, Func<TWork, CancellationToken, Task> run)
        where TWork : class =>
        endpoints.MapHostCall(function, context => RunAsync(function, run, context.RequestServices.GetRequiredService<TWork>(), context));

    private static async Task<IResult> RunAsync<TWork>(string function, Func<TWork, CancellationToken, Task> run, TWork work, HttpContext context)
    {
        try
        {
            await run(work, context.RequestAborted);
            return InvocationResult.Success;
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(function);
            Log.Failed(logger, failure, function, FailureClassifier.Classify(failure));
            return InvocationResult.Failure;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed and runs again at its next time: {Category}")]
        public static partial void Failed(ILogger logger, Exception failure, string function, FailureCategory category);
    }
}
