using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Protocol;
using Router.FunctionsHost.Worker;

namespace Router.FunctionsHost.Invocations;

/// <summary>Calls a queue or timer function and says whether it succeeded; a call that outlives functionTimeout takes the worker down.</summary>
internal sealed partial class FunctionInvoker(WorkerSupervisor worker, TimeSpan functionTimeout, TimeProvider time, ILogger<FunctionInvoker> log)
{
    /// <param name="function">Its name, for the log.</param>
    /// <param name="request">The call.</param>
    /// <param name="stop">The host has ended: nobody waits for the call any more.</param>
    public async Task<bool> InvokeAsync(string function, InvocationRequest request, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        try
        {
            var run = await worker.WaitUntilReadyAsync(stop);
            using var timeout = new CancellationTokenSource(functionTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
            try
            {
                var result = await run.Channel.InvokeAsync(request, CancellationToken.None).WaitAsync(either.Token);
                var succeeded = result.Status == StatusResult.Types.Status.Success;
                if (succeeded)
                {
                    Log.Done(log, function, (int)time.GetElapsedTime(since).TotalMilliseconds);
                }
                else
                {
                    Log.Failed(log, function, result.Exception?.Message ?? $"{result.Status}");
                }

                return succeeded;
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                worker.KillForTimeout(run, function);
                return false;
            }
        }
        catch (Exception e) when (e is WorkerGoneException or HostException or OperationCanceledException)
        {
            Log.Failed(log, function, e.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Debug, "{Function} succeeded in {Milliseconds} ms")]
        public static partial void Done(ILogger logger, string function, int milliseconds);

        [LoggerMessage(22, LogLevel.Error, "{Function} failed: {Reason}")]
        public static partial void Failed(ILogger logger, string function, string reason);
    }
}
