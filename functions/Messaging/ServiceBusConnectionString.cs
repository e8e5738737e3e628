using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Amqp;

namespace Router.Messaging;

/// <summary>A Service Bus connection string, in the form that Azure and the emulator hand out.</summary>
internal sealed record ServiceBusConnectionString(Uri Endpoint, string KeyName, string Key, bool IsEmulator)
{
    private const int AmqpsPort = 5671;
    private const int AmqpPort = 5672;

    public Address Address => IsEmulator
        ? new Address($"amqp://{Endpoint.Host}:{(Endpoint.Port > 0 ? Endpoint.Port : AmqpPort)}")
        : new Address($"amqps://{Endpoint.Host}:{AmqpsPort}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out ServiceBusConnectionString? parsed)
    {
        var parts = (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        parsed = parts.TryGetValue("Endpoint", out var address)
            && Uri.TryCreate(address, UriKind.Absolute, out var endpoint)
            && parts.TryGetValue("SharedAccessKeyName", out var keyName)
            && parts.TryGetValue("SharedAccessKey", out var key)
                ? new(endpoint, keyName, key, parts.GetValueOrDefault("UseDevelopmentEmulator") == "true")
                : null;
        return parsed is not null;
    }

    /// <summary>The resource a token is for.</summary>
    public string AudienceOf(string queue) => $"amqp://{Endpoint.Host}/{queue}";

    /// <summary>A shared access signature over the audience, valid until <paramref name="expires"/>.</summary>
    public string Sign(string audience, DateTimeOffset expires)
    {
        var resource = Uri.EscapeDataString(audience);
        var expiry = expires.ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={KeyName}";
    }
}
