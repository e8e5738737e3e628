using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Router.FunctionsHost.Handler;

/// <summary>Calls a queue or timer function and says whether it succeeded; a call that outlives functionTimeout takes the handler down.</summary>
internal sealed partial class FunctionInvoker(HandlerSupervisor handler, HandlerClient client, TimeSpan functionTimeout, TimeProvider time, ILogger<FunctionInvoker> log)
{
    public const string HostVersion = "4.1037.0.0";

    public async Task<bool> InvokeAsync(string function, byte[] payload, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        try
        {
            var run = await handler.WaitUntilReadyAsync(stop);
            using var timeout = new CancellationTokenSource(functionTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
            try
            {
                var answer = await CallAsync(function, payload, either.Token);
                if (answer == Answer.Unheard)
                {
                    Log.Unheard(log, function);
                    await run.Exited.WaitAsync(either.Token);
                }

                Log.Done(log, function, answer, (int)time.GetElapsedTime(since).TotalMilliseconds);
                return answer == Answer.Success;
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                handler.KillForTimeout(run, function);
                return false;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or HostException or OperationCanceledException)
        {
            Log.Failed(log, function, e.Message);
            return false;
        }
    }

    public static void AddHeaders(HttpRequestMessage request, string invocationId)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", $"Azure-Functions-Host/{HostVersion}");
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", HostVersion);
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", invocationId);
    }

    public static string NewInvocationId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    private async Task<Answer> CallAsync(string function, byte[] payload, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/{function}", UriKind.Relative)) { Content = new ByteArrayContent(payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TransferEncodingChunked = true;
        AddHeaders(request, NewInvocationId());
        using var response = await client.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var answer = AnswerPolicy.Judge((int)response.StatusCode, body);
        if (answer == Answer.Failure)
        {
            Log.Refused(log, function, (int)response.StatusCode);
        }

        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Debug, "{Function}: {Answer} in {Milliseconds} ms")]
        public static partial void Done(ILogger logger, string function, Answer answer, int milliseconds);

        [LoggerMessage(21, LogLevel.Error, "{Function} failed: status {Status}, or an answer that is no JSON object")]
        public static partial void Refused(ILogger logger, string function, int status);

        [LoggerMessage(22, LogLevel.Error, "{Function} failed: {Reason}")]
        public static partial void Failed(ILogger logger, string function, string reason);

        [LoggerMessage(23, LogLevel.Error, "{Function} answered with an empty body, 204 or null: the call hangs until functionTimeout, as in Azure")]
        public static partial void Unheard(ILogger logger, string function);
    }
}
