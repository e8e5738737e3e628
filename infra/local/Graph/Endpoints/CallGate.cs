using System.Security.Cryptography;
using System.Text;
using Router.GraphStandIn.Faults;

namespace Router.GraphStandIn.Endpoints;

/// <summary>What every call passes: the key, the limit of calls at once, and the faults that were asked for.</summary>
internal sealed class CallGate(string key, FaultSwitches faults)
{
    private const int AtOnce = 4;
    private readonly byte[] expected = Encoding.UTF8.GetBytes($"Bearer {key}");
    private int running;

    /// <summary>Most calls that ran at once.</summary>
    public int MostAtOnce { get; private set; }

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), expected))
        {
            await GraphAnswer.Error(401, "InvalidAuthenticationToken", "Access token is empty or wrong.").ExecuteAsync(context);
            return;
        }

        var now = Interlocked.Increment(ref running);
        MostAtOnce = Math.Max(MostAtOnce, now);
        try
        {
            if (faults.Throttles && now > AtOnce)
            {
                await RefuseAsync(context, 429, "ApplicationThrottled", 1);
            }
            else if (faults.TakeFailure() is { } failure)
            {
                await RefuseAsync(context, failure.Status, failure.Code, failure.RetryAfterSeconds);
            }
            else if (faults.TakeLostAnswer())
            {
                await LoseAsync(context, next);
            }
            else
            {
                await next(context);
            }
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, int retryAfterSeconds)
    {
        if (retryAfterSeconds > 0)
        {
            context.Response.Headers.RetryAfter = $"{retryAfterSeconds}";
        }

        return GraphAnswer.Error(status, code, "Refused on purpose.").ExecuteAsync(context);
    }

    // The work is done and nobody hears of it.
    private static async Task LoseAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Body = new MemoryStream();
        await next(context);
        context.Abort();
    }
}
