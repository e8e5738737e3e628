using System.Globalization;
using System.Text.Json;

namespace Router.FunctionsHost.Definitions;

internal static class HostJsonReader
{
    public static HostConfiguration Read(string json)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new HostException($"host.json is not JSON: {e.Message}", e);
        }

        if (At(root, "customHandler") is not null)
        {
            throw new HostException("host.json has a customHandler; this host runs an isolated worker.");
        }

        if (At(root, "extensions", "serviceBus", "autoCompleteMessages")?.ValueKind == JsonValueKind.False)
        {
            throw new HostException("host.json: serviceBus.autoCompleteMessages must stay true; this host completes what succeeds and abandons what fails.");
        }

        var unset = new HostConfiguration();
        return unset with
        {
            RoutePrefix = At(root, "extensions", "http", "routePrefix")?.GetString() ?? unset.RoutePrefix,
            FunctionTimeout = Timeout(At(root, "functionTimeout")?.GetString()) ?? unset.FunctionTimeout,
            MaxConcurrentCalls = At(root, "extensions", "serviceBus", "maxConcurrentCalls")?.GetInt32() ?? unset.MaxConcurrentCalls,
            PrefetchCount = At(root, "extensions", "serviceBus", "prefetchCount")?.GetInt32() ?? unset.PrefetchCount,
            MaxAutoLockRenewal = Span("maxAutoLockRenewalDuration", At(root, "extensions", "serviceBus", "maxAutoLockRenewalDuration")?.GetString()) ?? unset.MaxAutoLockRenewal,
        };
    }

    private static TimeSpan? Timeout(string? text) => text == "-1" ? System.Threading.Timeout.InfiniteTimeSpan : Span("functionTimeout", text);

    private static TimeSpan? Span(string name, string? text) =>
        text is null ? null
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero ? span
        : throw new HostException($"host.json: {name} '{text}' is not a time span such as 00:05:00.");

    private static JsonElement? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
