using System.Net.Http.Headers;
using System.Text.Json;
using Router.Mailbox;

namespace Router.Connectors.Graph;

/// <summary>
/// Asks for immutable ids with each call, and turns each refusal into our exception before Graph's client reads it: that one reads JSON only, and
/// fails without status or waiting time over what a gateway on the way writes.
/// </summary>
internal sealed class GraphRefusals(TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string ImmutableIds = "IdType=\"ImmutableId\"";
    private const int MaxErrorBytes = 65_536;
    private const int MaxCodeLength = 100;

    // Longer ones are no throttling, and a message can't wait for ever.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("Prefer", ImmutableIds);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw new MailboxException((int)answer.StatusCode, await CodeAsync(answer.Content, cancellationToken), RetryAfter(answer.Headers.RetryAfter), null);
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? asked)
    {
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, LongestWait.Ticks));
    }

    // The code alone: messages repeat what was asked for.
    private static async Task<string?> CodeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(MaxErrorBytes, cancellationToken);
            using var error = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken));
            var code = error.RootElement.GetProperty("error").GetProperty("code").GetString();
            return code?.Length <= MaxCodeLength && code.All(char.IsAsciiLetterOrDigit) ? code : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or HttpRequestException)
        {
            return null;
        }
    }
}
