using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Router.FunctionsHost.Definitions;

/// <summary>Reads one <c>function.json</c> as the real host would, and refuses what works here only or not at all with a custom handler.</summary>
internal sealed class FunctionReader(HostSettings settings)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <returns>Nothing if the function is disabled.</returns>
    public FunctionDefinition? Read(string name, string json)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Wrong(name, $"is not JSON: {e.Message}");
        }

        if (IsDisabled(name, root))
        {
            return null;
        }

        var bindings = root.TryGetProperty("bindings", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [];
        var triggers = bindings.Where(binding => TypeOf(binding).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (triggers is not [var trigger])
        {
            throw Wrong(name, $"has {triggers.Length} triggers; a function has exactly one");
        }

        return TypeOf(trigger).ToUpperInvariant() switch
        {
            "HTTPTRIGGER" => ReadHttp(name, trigger, bindings),
            "SERVICEBUSTRIGGER" => ReadQueue(name, trigger),
            "TIMERTRIGGER" => ReadTimer(name, trigger, root),
            _ => throw Wrong(name, $"has a trigger of type '{TypeOf(trigger)}'; known are httpTrigger, serviceBusTrigger and timerTrigger"),
        };
    }

    private static FunctionDefinition.Http ReadHttp(string name, JsonElement trigger, JsonElement[] bindings)
    {
        if (bindings.Length != 2 || !bindings.Any(binding => TypeOf(binding) == "http" && Text(binding, "direction") == "out"))
        {
            throw Wrong(name, "needs exactly one binding of type 'http' and direction 'out' beside its trigger, or the request is not forwarded whole");
        }

        var route = Text(trigger, "route") is { Length: > 0 } given ? given : name;
        if (FirstSegment(route) is "admin" or "runtime")
        {
            throw Wrong(name, $"has the route '{route}', which begins like one of the host's own; choose another first segment");
        }

        var methods = trigger.TryGetProperty("methods", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant()).ToImmutableArray()
            : [];
        return new FunctionDefinition.Http(name, route, methods);
    }

    private FunctionDefinition.Queue ReadQueue(string name, JsonElement trigger)
    {
        if (Text(trigger, "cardinality") is "many" || trigger.TryGetProperty("isSessionsEnabled", out var sessions) && sessions.GetBoolean())
        {
            throw Wrong(name, "asks for batches or sessions; messages are taken one by one here");
        }

        var dataType = Text(trigger, "dataType")?.ToUpperInvariant() switch
        {
            null or "STRING" => QueueDataType.Text,
            "BINARY" => QueueDataType.Binary,
            var other => throw Wrong(name, $"has the dataType '{other}'; known are string and binary"),
        };
        var queue = settings.Expand(Text(trigger, "queueName") ?? throw Wrong(name, "has no queueName (topics are not read here)"));
        return new FunctionDefinition.Queue(name, BindingName(name, trigger), queue, Text(trigger, "connection") ?? "ServiceBus", dataType);
    }

    private FunctionDefinition.Timer ReadTimer(string name, JsonElement trigger, JsonElement root)
    {
        var schedule = settings.Expand(Text(trigger, "schedule") ?? throw Wrong(name, "has no schedule"));
        var retry = root.TryGetProperty("retry", out var policy) ? ReadRetry(name, policy) : null;
        return new FunctionDefinition.Timer(name, BindingName(name, trigger), schedule, Flag(trigger, "useMonitor", true), Flag(trigger, "runOnStartup", false), retry);
    }

    private static TimerRetry ReadRetry(string name, JsonElement policy) =>
        Text(policy, "strategy") == "fixedDelay" && policy.TryGetProperty("maxRetryCount", out var count)
        && TimeSpan.TryParse(Text(policy, "delayInterval"), CultureInfo.InvariantCulture, out var delay)
            ? new TimerRetry(count.GetInt32(), delay)
            : throw Wrong(name, "has a retry policy other than fixedDelay with maxRetryCount and delayInterval; only that one is known here");

    private bool IsDisabled(string name, JsonElement root) =>
        Flag(root, "disabled", false)
        || settings[$"AzureWebJobs.{name}.Disabled"] is "true" or "True" or "1"
        || settings[$"AzureWebJobs__{name}__Disabled"] is "true" or "True" or "1";

    private static string BindingName(string name, JsonElement trigger) => Text(trigger, "name") ?? throw Wrong(name, "has a trigger without a name");

    private static string TypeOf(JsonElement binding) => Text(binding, "type") ?? "";

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string property, bool unset) =>
        element.TryGetProperty(property, out var value) ? value.ValueKind == JsonValueKind.True : unset;

    private static string FirstSegment(string route) => route.TrimStart('/').Split('/')[0].ToLowerInvariant();

    private static HostException Wrong(string name, string what) => new($"{name}/function.json {what}.");
}
