using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Definitions;

/// <summary>Reads <c>functions.metadata</c>, which the Functions Sdk writes into the app's folder, for workers that leave the indexing to the host.</summary>
internal static class MetadataFile
{
    public const string Name = "functions.metadata";

    public static IReadOnlyList<RpcFunctionMetadata> Read(string appRoot)
    {
        var path = Path.Combine(appRoot, Name);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return [.. document.RootElement.EnumerateArray().Select(Function)];
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new HostException($"{path} does not say which functions there are: {e.Message}", e);
        }
    }

    private static RpcFunctionMetadata Function(JsonElement function)
    {
        var name = function.GetProperty("name").GetString()!;
        var metadata = new RpcFunctionMetadata
        {
            Name = name,
            FunctionId = name,
            ScriptFile = function.GetProperty("scriptFile").GetString(),
            EntryPoint = function.GetProperty("entryPoint").GetString(),
            Language = function.GetProperty("language").GetString(),
        };
        metadata.RawBindings.AddRange(function.GetProperty("bindings").EnumerateArray().Select(binding => binding.GetRawText()));
        if (function.TryGetProperty("retry", out var retry))
        {
            metadata.RetryOptions = Retry(retry);
        }

        return metadata;
    }

    private static RpcRetryOptions Retry(JsonElement retry)
    {
        var options = new RpcRetryOptions { MaxRetryCount = retry.GetProperty("maxRetryCount").GetInt32() };
        if (string.Equals(retry.GetProperty("strategy").GetString(), "fixedDelay", StringComparison.OrdinalIgnoreCase))
        {
            options.RetryStrategy = RpcRetryOptions.Types.RetryStrategy.FixedDelay;
            options.DelayInterval = Duration.FromTimeSpan(TimeSpan.Parse(retry.GetProperty("delayInterval").GetString()!, CultureInfo.InvariantCulture));
        }

        return options;
    }
}
