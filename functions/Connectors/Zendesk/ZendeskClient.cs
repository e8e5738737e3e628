using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Requests;
using Router.Tickets;

namespace Router.Connectors.Zendesk;

/// <summary>The calls to Zendesk's ticket API: each under a deadline, no redirect followed, nothing unbounded read.</summary>
internal sealed class ZendeskClient(IOptions<ZendeskOptions> options, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private const int MaxAnswerBytes = 16 * 1024 * 1024;
    private const int MaxStampLength = 64;

    // A ticket takes at most 5,000 comments.
    private const int PageSize = 50;
    private const int MostPages = 200;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    public async Task<TicketReading> ReadAsync(TicketPlace place, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(place, "", ZendeskJson.Default.TicketAnswer, cancellationToken);
        return answer.Ticket is { Status: not null, UpdatedAt.Length: > 0 and <= MaxStampLength } ticket ? ticket : throw ZendeskException.Unreadable();
    }

    /// <summary>Whether an update of ours stands in the ticket's history.</summary>
    public async Task<bool> HasMarkerAsync(TicketPlace place, string marker, CancellationToken cancellationToken)
    {
        var after = "";
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await GetAsync(place, $"/audits.json?page[size]={PageSize}{after}", ZendeskJson.Default.AuditPage, cancellationToken);
            if (answer.Audits is null)
            {
                throw ZendeskException.Unreadable();
            }

            if (answer.Audits.Any(audit => IsMarked(audit, marker)))
            {
                return true;
            }

            if (answer.Meta is not { HasMore: true, AfterCursor: { Length: > 0 } cursor })
            {
                return false;
            }

            after = $"&page[after]={Uri.EscapeDataString(cursor)}";
        }

        throw ZendeskException.TooMuchHistory();
    }

    /// <param name="stamp">The ticket's last change that we know of; where it has changed since, Zendesk answers 409 and does nothing.</param>
    public async Task UpdateAsync(TicketPlace place, TicketChange change, string stamp, CancellationToken cancellationToken)
    {
        var update = new TicketUpdate(
            change.Html is null ? null : new CommentBody(Inert(change.Html), change.IsPublic), change.IsSolving ? "solved" : null, new UpdateMetadata(change.Marker), SafeUpdate: true, stamp);
        var body = JsonSerializer.SerializeToUtf8Bytes(new TicketUpdateBody(update), ZendeskJson.Default.TicketUpdateBody);
        // The status says all: an answer that can't be read is no failure.
        await CallAsync(place, HttpMethod.Put, "", body, (_, _) => Task.FromResult(true), cancellationToken);
    }

    public void Dispose() => client.Dispose();

    // Zendesk fills placeholders ({{ticket.…}}, {% … %}) in comments: in a customer's name or words they would publish what is internal.
    // Twice, as the braces of three in a row overlap.
    internal static string Inert(string html) => html
        .Replace("{{", "{\u200B{", StringComparison.Ordinal).Replace("{{", "{\u200B{", StringComparison.Ordinal).Replace("{%", "{\u200B%", StringComparison.Ordinal);

    private static bool IsMarked(AuditReading audit, string marker) =>
        audit.Metadata?.Custom is { ValueKind: JsonValueKind.Object } custom && custom.TryGetProperty("router", out var found) && found.ValueKind == JsonValueKind.String && found.ValueEquals(marker);

    private Task<T> GetAsync<T>(TicketPlace place, string rest, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        CallAsync(place, HttpMethod.Get, rest, null, (content, token) => ReadAsync(content, type, token), cancellationToken);

    private async Task<T> CallAsync<T>(
        TicketPlace place, HttpMethod method, string rest, byte[]? body, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var request = ToRequest(place, method, rest, body);
            using var response = await client.SendAsync(request, limited.Token);
            return response.IsSuccessStatusCode
                ? await read(response.Content, limited.Token)
                : throw ZendeskException.Of((int)response.StatusCode, response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - time.GetUtcNow() : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Zendesk did not answer within {Deadline.TotalSeconds} s.");
        }
    }

    private HttpRequestMessage ToRequest(TicketPlace place, HttpMethod method, string rest, byte[]? body)
    {
        if (options.Value.ById.GetValueOrDefault(place.Source) is not { } access)
        {
            throw new PermanentFailureException($"No access to Zendesk is configured for the source {place.Source}.");
        }

        // The id is digits only, see ZendeskTickets.
        var path = $"/api/v2/tickets/{place.TicketId}{(rest.Length == 0 ? ".json" : rest)}";
        var request = new HttpRequestMessage(method, new Uri(access.Url, path));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Router", "1"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = string.IsNullOrEmpty(access.OAuthToken)
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{access.Email}/token:{access.ApiToken}")))
            : new AuthenticationHeaderValue("Bearer", access.OAuthToken);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private static async Task<T> ReadAsync<T>(HttpContent content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken) ?? throw ZendeskException.Unreadable();
        }
        catch (JsonException)
        {
            throw ZendeskException.Unreadable();
        }
    }
}
