using System.Diagnostics.CodeAnalysis;

namespace Router.Messaging.ServiceBus;

/// <summary>A Service Bus connection string, in the form that Azure and the emulator hand out.</summary>
internal sealed record ServiceBusConnectionString(Uri Endpoint, string KeyName, string Key, bool IsEmulator)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out ServiceBusConnectionString? parsed)
    {
        var parts = (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        parsed = parts.TryGetValue("Endpoint", out var address)
            && Uri.TryCreate(address, UriKind.Absolute, out var endpoint)
            && endpoint.Host.Length > 0
            && parts.TryGetValue("SharedAccessKeyName", out var keyName)
            && parts.TryGetValue("SharedAccessKey", out var key)
                ? new(endpoint, keyName, key, string.Equals(parts.GetValueOrDefault("UseDevelopmentEmulator"), "true", StringComparison.OrdinalIgnoreCase))
                : null;
        return parsed is not null;
    }

    // The key stays out of whatever prints the record.
    public override string ToString() => Endpoint.ToString();
}
