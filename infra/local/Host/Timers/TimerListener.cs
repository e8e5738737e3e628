using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Invocations;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Timers;

/// <summary>Calls one timer function when it is due, one call at a time, and at start when a run was missed.</summary>
internal sealed partial class TimerListener(
    FunctionDefinition.Timer function, TimerStatusFile statuses, Func<InvocationRequest, Task<bool>> invoke, TimeProvider time, ILogger<TimerListener> log) : IDisposable
{
    // Longer delays overflow timers; the due time is checked again after each.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly TimerSchedule schedule = TimerSchedule.Parse(function.Schedule);
    private readonly SemaphoreSlim oneAtATime = new(1);
    private TimerStatus? status;

    public string Function => function.Name;

    private bool KeepsStatus => function.UseMonitor && !schedule.IsShorterThanAMinute(time.GetUtcNow());

    /// <summary>Runs until <paramref name="stop"/>, then waits for the call in flight.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (Start() is { } isPastDue)
        {
            await CallAsync(isPastDue, stop);
        }

        while (!stop.IsCancellationRequested)
        {
            var due = status?.Next ?? schedule.Next(time.GetUtcNow());
            await WaitUntilAsync(due, stop);
            if (!stop.IsCancellationRequested)
            {
                await CallAsync(false, stop);
            }
        }
    }

    /// <summary>A call out of turn, as the real host's <c>/admin/functions/NAME</c> makes it.</summary>
    public Task CallNowAsync() => CallAsync(false, CancellationToken.None);

    public void Dispose() => oneAtATime.Dispose();

    /// <returns>Whether the call to make at once is past due; nothing if none is to be made.</returns>
    private bool? Start()
    {
        var isPastDue = false;
        if (KeepsStatus)
        {
            (status, isPastDue) = TimerStatus.AtStart(statuses.Load(function.Name), schedule, time.GetUtcNow());
            statuses.Save(function.Name, status);
        }

        Log.Scheduled(log, function.Name, function.Schedule, isPastDue);
        return isPastDue || function.RunOnStartup ? isPastDue : null;
    }

    private async Task CallAsync(bool isPastDue, CancellationToken stop)
    {
        await oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            var invoked = time.GetUtcNow();
            for (var attempt = 0; !await invoke(TimerInvocation.Create(function, status, isPastDue, attempt)); attempt++)
            {
                if (function.Retry is not { } retry || attempt >= retry.MaxRetryCount || stop.IsCancellationRequested)
                {
                    break;
                }

                await WaitUntilAsync(time.GetUtcNow() + retry.Delay, stop);
            }

            if (status is not null)
            {
                status = status.AfterRun(invoked, schedule);
                statuses.Save(function.Name, status);
            }
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken stop)
    {
        for (var left = due - time.GetUtcNow(); left > TimeSpan.Zero && !stop.IsCancellationRequested; left = due - time.GetUtcNow())
        {
            await Task.Delay(left < LongestDelay ? left : LongestDelay, time, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(50, LogLevel.Information, "{Function} runs on schedule {Schedule} (past due: {IsPastDue})")]
        public static partial void Scheduled(ILogger logger, string function, string schedule, bool isPastDue);
    }
}
