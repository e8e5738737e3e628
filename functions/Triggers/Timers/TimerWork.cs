using Router.Messaging;

namespace Router.Triggers.Timers;

/// <summary>Runs timer work. What is due is asked from storage and the clock, so the host's schedule status is not needed.</summary>
public sealed partial class TimerWork
{
    private readonly IServiceProvider services;
    private readonly ILoggerFactory loggers;

    internal TimerWork(IServiceProvider services, ILoggerFactory loggers)
    {
        this.services = services;
        this.loggers = loggers;
    }

    internal async Task RunAsync<TWork>(string function, Func<TWork, CancellationToken, Task> run, CancellationToken cancellationToken)
        where TWork : class
    {
        try
        {
            await run(services.GetRequiredService<TWork>(), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(loggers.CreateLogger(function), failure, function, FailureClassifier.Classify(failure));
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed and runs again at its next time: {Category}")]
        public static partial void Failed(ILogger logger, Exception failure, string function, FailureCategory category);
    }
}
