using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Router.Messaging.ServiceBus;

/// <summary>Shared access signatures, made here from the key of a connection string.</summary>
internal sealed class SharedAccessTokens(ServiceBusConnectionString target, TimeProvider time) : ITokenSource
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(1);

    public Task<ServiceBusToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        var expires = time.GetUtcNow() + Lifetime;
        return Task.FromResult(new ServiceBusToken("servicebus.windows.net:sastoken", Sign(audience, expires), expires));
    }

    private string Sign(string audience, DateTimeOffset expires)
    {
        var resource = Uri.EscapeDataString(audience);
        var expiry = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(target.Key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}"));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={Uri.EscapeDataString(target.KeyName)}";
    }
}
