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

        var handler = At(root, "customHandler") ?? throw new HostException("host.json has no customHandler.");
        if (At(handler, "enableForwardingHttpRequest")?.ValueKind != JsonValueKind.True)
        {
            throw new HostException("host.json: customHandler.enableForwardingHttpRequest must be true; only whole requests are forwarded here.");
        }

        if (At(root, "extensions", "serviceBus", "autoCompleteMessages")?.ValueKind == JsonValueKind.False)
        {
            throw new HostException("host.json: serviceBus.autoCompleteMessages must stay true; a custom handler can't complete a message.");
        }

        var unset = new HostConfiguration { Handler = Description(handler) };
        return unset with
        {
            RoutePrefix = At(root, "extensions", "http", "routePrefix")?.GetString() ?? unset.RoutePrefix,
            FunctionTimeout = Timeout(At(root, "functionTimeout")?.GetString()) ?? unset.FunctionTimeout,
            MaxConcurrentCalls = At(root, "extensions", "serviceBus", "maxConcurrentCalls")?.GetInt32() ?? unset.MaxConcurrentCalls,
            MaxAutoLockRenewal = Span("maxAutoLockRenewalDuration", At(root, "extensions", "serviceBus", "maxAutoLockRenewalDuration")?.GetString()) ?? unset.MaxAutoLockRenewal,
            HasExtensionBundle = At(root, "extensionBundle") is not null,
        };
    }

    private static HandlerDescription Description(JsonElement handler) => new(
        At(handler, "description", "defaultExecutablePath")?.GetString() ?? throw new HostException("host.json: customHandler.description.defaultExecutablePath is missing."),
        [.. At(handler, "description", "arguments")?.EnumerateArray().Select(argument => argument.GetString()!) ?? []],
        At(handler, "description", "workingDirectory")?.GetString() ?? "");

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
