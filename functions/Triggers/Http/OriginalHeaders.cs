using System.Text.Json;

namespace Router.Triggers.Http;

/// <summary>
/// The headers as the host received them, from the trigger's data. The host's HTTP extension puts query values and the properties of a JSON body there first, so a sender can
/// take the place: HttpTriggerAttributeBindingProvider in azure-webjobs-sdk-extensions. What agrees with the request as it arrived was not made up: Azure's
/// front end adds a header with an id that nobody can foresee (X-ARR-LOG-ID).
/// </summary>
internal static class OriginalHeaders
{
    private const string Name = "Headers";

    // Each side's own, or the host's.
    private static readonly HashSet<string> NotTheSenders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Baggage", "Correlation-Context", "Expect", "Host", "Request-Id", "traceparent", "tracestate", "Transfer-Encoding", "x-ms-invocation-id",
        "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Original-For", "X-Original-Host", "X-Original-Prefix", "X-Original-Proto",
    };

    /// <returns>Nothing where they are missing or the sender's invention.</returns>
    public static IReadOnlyDictionary<string, string>? Of(IReadOnlyDictionary<string, object?> triggerData, HttpRequest request)
    {
        if (request.Query.ContainsKey(Name) || Read(triggerData.GetValueOrDefault(Name) as string) is not { } headers)
        {
            return null;
        }

        return request.Headers.Where(header => !NotTheSenders.Contains(header.Key)).All(header => headers.TryGetValue(header.Key, out var value) && IsSame(value, header.Value.ToString()))
            ? headers
            : null;
    }

    private static Dictionary<string, string>? Read(string? json)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var header in document.RootElement.EnumerateObject())
            {
                headers[header.Name] = header.Value.GetString() ?? "";
            }

            return headers;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Values of a repeated header are joined with a space on the way, and without one here.
    private static bool IsSame(string one, string other) => one.Replace(" ", "", StringComparison.Ordinal) == other.Replace(" ", "", StringComparison.Ordinal);
}
