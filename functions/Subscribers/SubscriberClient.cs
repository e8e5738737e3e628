using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Router.Subscribers.Guard;

namespace Router.Subscribers;

/// <summary>Posts a fact, and trusts nothing that comes back: no redirect is followed, little is read, and not for long.</summary>
internal sealed class SubscriberClient : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    public const int MaxAnswerBytes = 65_536;
    private const int MaxHeaderKilobytes = 16;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    public SubscriberClient(GuardedConnector connector, TimeProvider time)
    {
        this.time = time;
        client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = connector.ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<SubscriberAnswer> PostAsync(Subscription subscription, string id, byte[] body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var request = ToRequest(subscription, id, body);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            await DrainAsync(response, limited.Token);
            return new SubscriberAnswer((int)response.StatusCode, $"{(int)response.StatusCode}", RetryAfterOf(response.Headers.RetryAfter));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new SubscriberAnswer(null, Explain(failure), null);
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage ToRequest(Subscription subscription, string id, byte[] body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Router", "1"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", FactSigner.Sign(id, timestamp, body, subscription.Keys));
        return request;
    }

    /// <summary>A short answer is read, so that its connection serves again. The status has come: whatever happens here changes nothing.</summary>
    private static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[4_096];
            var read = 0;
            for (var left = MaxAnswerBytes; left > 0; left -= read)
            {
                read = await stream.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancellationToken);
                if (read == 0)
                {
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            // The connection is closed with the response.
        }
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? asked)
    {
        var delay = asked?.Delta ?? (asked?.Date - time.GetUtcNow());
        return delay > TimeSpan.Zero ? delay : null;
    }

    // Our own words: what a subscriber's certificate or answer says stays out of logs and pages.
    private static string Explain(Exception failure) => failure switch
    {
        OperationCanceledException => $"no answer within {Deadline.TotalSeconds} s",
        HttpRequestException { InnerException: AddressRefusedException refused } => refused.Message,
        HttpRequestException { InnerException: AuthenticationException } => "its certificate can't be trusted",
        HttpRequestException { InnerException: System.Net.Sockets.SocketException { SocketErrorCode: var code } } => $"no connection ({code})",
        HttpRequestException { HttpRequestError: var error } => $"no answer ({error})",
        _ => $"not sent ({failure.GetType().Name})",
    };
}

/// <param name="Status">Null when none came.</param>
/// <param name="Outcome">For people; our own words.</param>
internal sealed record SubscriberAnswer(int? Status, string Outcome, TimeSpan? RetryAfter)
{
    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>It has too much to do; its Retry-After is meant for all deliveries.</summary>
    public bool WantsPause => Status is 429 or 503;
}
