using System.Globalization;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>A Service Bus connection string: a namespace in Azure over TLS, or an emulator's plain port on this machine.</summary>
internal sealed record ServiceBusConnectionString(string Host, int Port, bool IsPlain, string KeyName, string Key)
{
    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    public static ServiceBusConnectionString Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        if (!Uri.TryCreate(parts.GetValueOrDefault("Endpoint"), UriKind.Absolute, out var endpoint))
        {
            throw new HostException("The Service Bus connection string has no Endpoint=sb://…");
        }

        var isPlain = parts.TryGetValue("UseDevelopmentEmulator", out var emulator) && bool.TryParse(emulator, out var yes) && yes;
        return new ServiceBusConnectionString(
            endpoint.Host,
            endpoint.Port > 0 ? endpoint.Port : isPlain ? PlainPort : TlsPort,
            isPlain,
            Required("SharedAccessKeyName"),
            Required("SharedAccessKey"));

        string Required(string name) => parts.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new HostException($"The Service Bus connection string has no {name}.");
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{(IsPlain ? "amqp" : "amqps")}://{Host}:{Port}");

    /// <summary>The name under which a right to an entity is asked for.</summary>
    public string Audience(string entity) => $"amqp://{Host}/{entity}";

    // The key stays out of whatever prints the record.
    public override string ToString() => Address;
}
