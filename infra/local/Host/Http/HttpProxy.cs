using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Invocations;
using Router.FunctionsHost.Protocol;
using Router.FunctionsHost.Worker;
using Yarp.ReverseProxy.Forwarder;

namespace Router.FunctionsHost.Http;

/// <summary>
/// Sends a request on to the worker's own web server while the invocation goes over the worker protocol; the worker joins the two by a header. The worker's HTTP answer says
/// nothing of the function's success: a failed one leaves 200 and an empty body, and the host makes 500 of it.
/// </summary>
internal sealed partial class HttpProxy : IDisposable
{
    public const string InvocationIdHeader = "x-ms-invocation-id";

    // What has come of the answer when the invocation has failed is all that will come.
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(1);

    // The real host's.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null, Expect100ContinueTimeout = BodyOnDemand.Patience,
    });
    private readonly IHttpForwarder forwarder;
    private readonly WorkerSupervisor worker;
    private readonly TimeSpan functionTimeout;
    private readonly TimeProvider time;
    private readonly ILogger<HttpProxy> log;

    public HttpProxy(IHttpForwarder forwarder, WorkerSupervisor worker, TimeSpan functionTimeout, TimeProvider time, ILogger<HttpProxy> log)
    {
        this.forwarder = forwarder;
        this.worker = worker;
        this.functionTimeout = functionTimeout;
        this.time = time;
        this.log = log;
    }

    public async Task ForwardAsync(HttpContext context, FunctionDefinition.Http function)
    {
        if (context.Request.ContentLength > HttpFront.LargestBody)
        {
            await HostRefusal.TooLarge.WriteAsync(context.Response);
            return;
        }

        using var timeout = new CancellationTokenSource(functionTimeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        WorkerRun? run = null;
        try
        {
            var body = await BufferedBody.ReadAsync(context.Request, ended.Token);
            run = await worker.WaitUntilReadyAsync(ended.Token);
            await CallAsync(context, HttpInvocation.Create(function, context.Request, body), run, ended);
        }
        catch (Exception e) when (HostRefusal.Of(e) is { } refusal && !context.Response.HasStarted)
        {
            Log.Refused(log, refusal.Status == StatusCodes.Status400BadRequest ? LogLevel.Information : LogLevel.Warning, function.Name, refusal.Code);
            await refusal.WriteAsync(context.Response);
        }
        catch (Exception e) when (e is CallerGoneException || (IsOfTheCall(e) && context.RequestAborted.IsCancellationRequested && !timeout.IsCancellationRequested))
        {
            Log.Gone(log, function.Name);
        }
        catch (Exception e) when (IsOfTheCall(e) && (run is null || e is WorkerUnreachedException) && !context.Response.HasStarted)
        {
            Log.NoWorker(log, function.Name, e.Message);
            await HostRefusal.AppUnavailable.WriteAsync(context.Response);
        }
        catch (Exception e) when (IsOfTheCall(e))
        {
            if (timeout.IsCancellationRequested && run is not null)
            {
                worker.KillForTimeout(run, function.Name);
            }

            Fail(context, function.Name, e);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task CallAsync(HttpContext context, InvocationRequest request, WorkerRun run, CancellationTokenSource ended)
    {
        if (run.HasExited)
        {
            throw new WorkerUnreachedException();
        }

        var address = run.HttpAddress ?? throw new HostException("The worker has no HTTP address of its own; the app needs ConfigureFunctionsWebApplication().");

        // A sender's own value would keep the two halves apart; hosts before 4.1041 let it through, and the call failed after five seconds.
        context.Request.Headers[InvocationIdHeader] = request.InvocationId;
        using var forwarding = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        using var giveUp = new CancellationTokenSource();
        var invocation = run.Channel.InvokeAsync(request, giveUp.Token);
        try
        {
            var forward = forwarder.SendAsync(context, address.ToString(), client, Config, BodyOnDemand.Transformer, forwarding.Token).AsTask();
            if (await Task.WhenAny(invocation, forward) == invocation && !Succeeded(invocation))
            {
                await Task.WhenAny(forward, Task.Delay(AnswerPatience, time, CancellationToken.None));
                await forwarding.CancelAsync();
            }

            if (await forward != ForwarderError.None)
            {
                var error = context.Features.Get<IForwarderErrorFeature>();
                if (error?.Exception?.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                {
                    // It finishes what it has and takes nothing new; or it dies with this call in its hands, which the end of the invocation says soon.
                    await Task.WhenAny(invocation, Task.Delay(WorkerSupervisor.TerminationGrace, time, ended.Token));
                    if (!invocation.IsCompleted)
                    {
                        throw new WorkerUnreachedException();
                    }
                }

                var reason = ReasonOf(error, ended.IsCancellationRequested);
                if (error?.Error == ForwarderError.RequestBodyClient && HostRefusal.Of(reason) is null)
                {
                    throw new CallerGoneException();
                }

                if (Succeeded(invocation))
                {
                    // The function goes on without its request: it is told, and waited for no longer than any other.
                    await giveUp.CancelAsync();
                    await invocation.WaitAsync(ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                    throw reason;
                }

                // A function whose request breaks off fails too, and may do so first; the sender is told of his own fault.
                if (HostRefusal.Of(reason) is not null)
                {
                    throw reason;
                }
            }

            var result = await invocation.WaitAsync(ended.Token);
            if (result.Status != StatusResult.Types.Status.Success)
            {
                throw new InvocationFailedException(result.Exception?.Message ?? $"{result.Status}");
            }
        }
        finally
        {
            if (!invocation.IsCompleted)
            {
                await giveUp.CancelAsync();
            }
        }
    }

    private static Exception ReasonOf(IForwarderErrorFeature? error, bool hasEnded) =>
        error?.Exception is { } fault && (hasEnded || HostRefusal.Of(fault) is not null) ? fault : new InvocationFailedException($"the request could not be passed on: {error?.Error}");

    private static bool IsOfTheCall(Exception e) => e is InvocationFailedException or WorkerUnreachedException or IOException or HostException or OperationCanceledException;

    // True while nothing else is known.
    private static bool Succeeded(Task<StatusResult> invocation) =>
        !invocation.IsCompleted || (invocation.IsCompletedSuccessfully && invocation.Result.Status == StatusResult.Types.Status.Success);

    private void Fail(HttpContext context, string function, Exception reason)
    {
        Log.Failed(log, function, reason.Message);
        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else
        {
            HostHeaders.Begin(context.Response, StatusCodes.Status500InternalServerError);
        }
    }

    private sealed class InvocationFailedException(string message) : Exception(message);

    private sealed class CallerGoneException() : Exception("The caller went away.");

    private sealed class WorkerUnreachedException() : Exception("The worker has just ended, or is about to.");

    private static partial class Log
    {
        [LoggerMessage(31, LogLevel.Error, "{Function} failed: {Reason}")]
        public static partial void Failed(ILogger logger, string function, string reason);

        [LoggerMessage(32, LogLevel.Debug, "{Function}: the caller went away")]
        public static partial void Gone(ILogger logger, string function);

        [LoggerMessage(EventId = 33, Message = "{Function}: the caller's body was refused: {Code}")]
        public static partial void Refused(ILogger logger, LogLevel level, string function, string code);

        [LoggerMessage(34, LogLevel.Warning, "{Function}: no worker took the call: {Reason}")]
        public static partial void NoWorker(ILogger logger, string function, string reason);
    }
}
