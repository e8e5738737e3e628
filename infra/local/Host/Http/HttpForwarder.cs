using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Handler;

namespace Router.FunctionsHost.Http;

internal sealed partial class HttpForwarder(HandlerSupervisor handler, HandlerClient client, TimeSpan functionTimeout, TimeProvider time, ILogger<HttpForwarder> log)
{
    public async Task ForwardAsync(HttpContext context, string function)
    {
        if (context.Request.Headers.TransferEncoding.Count > 0)
        {
            // The real host fails before the handler hears of it.
            Log.Chunked(log, function);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        if (context.Request.ContentLength > HttpFront.LargestBody)
        {
            await HostRefusal.TooLarge.WriteAsync(context.Response);
            return;
        }

        using var timeout = new CancellationTokenSource(functionTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        HandlerRun? run = null;
        try
        {
            run = await handler.WaitUntilReadyAsync(either.Token);
            using var request = ForwardedRequest.From(context.Request, FunctionInvoker.NewInvocationId());
            using var answer = await client.SendAsync(request, either.Token);
            await ForwardedRequest.CopyAnswerAsync(answer, context.Response, either.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.Gone(log, function);
        }
        catch (Exception e) when (HostRefusal.Of(e) is { } refusal && !context.Response.HasStarted)
        {
            Log.Refused(log, function, refusal.Code);
            await refusal.WriteAsync(context.Response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or HostException or OperationCanceledException)
        {
            if (timeout.IsCancellationRequested && run is not null)
            {
                handler.KillForTimeout(run, function);
            }

            Fail(context, function, e);
        }
    }

    private void Fail(HttpContext context, string function, Exception reason)
    {
        Log.Failed(log, function, reason.Message);
        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "{Function}: a chunked request body gets 500 from the host; send a Content-Length")]
        public static partial void Chunked(ILogger logger, string function);

        [LoggerMessage(31, LogLevel.Error, "{Function} failed: {Reason}")]
        public static partial void Failed(ILogger logger, string function, string reason);

        [LoggerMessage(33, LogLevel.Warning, "{Function}: the caller's body was refused: {Code}")]
        public static partial void Refused(ILogger logger, string function, string code);

        [LoggerMessage(32, LogLevel.Debug, "{Function}: the caller went away")]
        public static partial void Gone(ILogger logger, string function);
    }
}
