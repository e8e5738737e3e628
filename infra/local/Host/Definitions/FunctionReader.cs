using System.Collections.Immutable;
using System.Text.Json;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Definitions;

/// <summary>Reads what a worker says of one function as the real host would, and refuses what can't run here.</summary>
/// <param name="settings">Fill <c>%NAME%</c> and say which functions are disabled.</param>
/// <param name="schedules">Schedules that take the place of a timer's own.</param>
internal sealed class FunctionReader(HostSettings settings, IReadOnlyDictionary<string, string> schedules)
{
    /// <returns>Nothing if the function is disabled.</returns>
    public FunctionDefinition? Read(RpcFunctionMetadata function)
    {
        var name = function.Name;
        if (IsDisabled(name))
        {
            return null;
        }

        var bindings = function.RawBindings.Select(binding => Parse(name, binding)).ToArray();
        var triggers = bindings.Where(binding => TypeOf(binding).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (triggers is not [var trigger])
        {
            throw Wrong(name, $"has {triggers.Length} triggers; a function has exactly one");
        }

        if (SupportsDeferredBinding(trigger))
        {
            throw Wrong(name, "binds its trigger to a type of the SDK (deferred binding); known here are byte[] and string for messages, HttpRequest, and TimerInfo");
        }

        FunctionDefinition read = TypeOf(trigger).ToUpperInvariant() switch
        {
            "HTTPTRIGGER" => ReadHttp(name, trigger, bindings),
            "SERVICEBUSTRIGGER" => ReadQueue(name, trigger),
            "TIMERTRIGGER" => ReadTimer(name, trigger, function.RetryOptions),
            _ => throw Wrong(name, $"has a trigger of type '{TypeOf(trigger)}'; known are httpTrigger, serviceBusTrigger and timerTrigger"),
        };
        return read with { Metadata = function };
    }

    private static FunctionDefinition.Http ReadHttp(string name, JsonElement trigger, JsonElement[] bindings)
    {
        if (!bindings.Any(binding => TypeOf(binding) == "http" && string.Equals(Text(binding, "direction"), "out", StringComparison.OrdinalIgnoreCase)))
        {
            throw Wrong(name, "has no binding of type 'http' and direction 'out' beside its trigger; the worker's generated metadata provider adds it");
        }

        var route = Text(trigger, "route") is { Length: > 0 } given ? given : name;
        if (FirstSegment(route) is "admin" or "runtime")
        {
            throw Wrong(name, $"has the route '{route}', which begins like one of the host's own; choose another first segment");
        }

        var methods = trigger.TryGetProperty("methods", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant()).ToImmutableArray()
            : [];
        return new FunctionDefinition.Http(name, BindingName(name, trigger), route, methods);
    }

    private FunctionDefinition.Queue ReadQueue(string name, JsonElement trigger)
    {
        if (string.Equals(Text(trigger, "cardinality"), "many", StringComparison.OrdinalIgnoreCase) || Flag(trigger, "isSessionsEnabled", false))
        {
            throw Wrong(name, "asks for batches or sessions; messages are taken one by one here");
        }

        if (!Flag(trigger, "autoCompleteMessages", true))
        {
            throw Wrong(name, "settles its messages itself (autoCompleteMessages is false); this host completes what succeeds and abandons what fails");
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

    private FunctionDefinition.Timer ReadTimer(string name, JsonElement trigger, RpcRetryOptions? retry)
    {
        var schedule = schedules.GetValueOrDefault(name) ?? settings.Expand(Text(trigger, "schedule") ?? throw Wrong(name, "has no schedule"));
        return new FunctionDefinition.Timer(
            name, BindingName(name, trigger), schedule, Flag(trigger, "useMonitor", true), Flag(trigger, "runOnStartup", false), retry is null ? null : ReadRetry(name, retry));
    }

    private static TimerRetry ReadRetry(string name, RpcRetryOptions policy) =>
        policy is { RetryStrategy: RpcRetryOptions.Types.RetryStrategy.FixedDelay, DelayInterval: { } delay }
            ? new TimerRetry(policy.MaxRetryCount, delay.ToTimeSpan())
            : throw Wrong(name, "has a retry policy other than a fixed delay; only that one is known here");

    private static JsonElement Parse(string name, string binding)
    {
        try
        {
            using var document = JsonDocument.Parse(binding);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Wrong(name, $"has a binding that is not JSON: {e.Message}");
        }
    }

    private bool IsDisabled(string name) =>
        settings[$"AzureWebJobs.{name}.Disabled"] is "true" or "True" or "1" || settings[$"AzureWebJobs__{name}__Disabled"] is "true" or "True" or "1";

    private static bool SupportsDeferredBinding(JsonElement trigger) =>
        trigger.TryGetProperty("properties", out var properties) && string.Equals(Text(properties, "supportsDeferredBinding"), "true", StringComparison.OrdinalIgnoreCase);

    private static string BindingName(string name, JsonElement trigger) => Text(trigger, "name") ?? throw Wrong(name, "has a trigger without a name");

    private static string TypeOf(JsonElement binding) => Text(binding, "type") ?? "";

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string property, bool unset) =>
        element.TryGetProperty(property, out var value) ? value.ValueKind == JsonValueKind.True : unset;

    private static string FirstSegment(string route) => route.TrimStart('/').Split('/')[0].ToLowerInvariant();

    private static HostException Wrong(string name, string what) => new($"The function {name} {what}.");
}
