using System.Net.Security;
using Azure.Core;
using Azure.Messaging.ServiceBus;

namespace Router.Messaging.ServiceBus;

/// <summary>The Service Bus namespace that the settings name, and clients of it.</summary>
internal sealed class ServiceBusNamespace
{
    private const int TlsPort = 5671;
    private const int PlainPort = 5672;
    private readonly Func<ServiceBusClientOptions, ServiceBusClient> create;
    private readonly MessagingOptions options;

    private ServiceBusNamespace(string host, int port, bool usesTls, MessagingOptions options, Func<ServiceBusClientOptions, ServiceBusClient> create)
    {
        (Host, Port, UsesTls) = (host, port, usesTls);
        (this.options, this.create) = (options, create);
    }

    public string Host { get; }

    public int Port { get; }

    /// <summary>False for an emulator only.</summary>
    public bool UsesTls { get; }

    /// <summary>Null where the system's own authorities decide, as everywhere but in a test.</summary>
    public RemoteCertificateValidationCallback? Certificates { get; init; }

    /// <param name="options">Validated: a connection string, or the name of a namespace.</param>
    /// <param name="credential">Asked for only where there is no connection string.</param>
    public static ServiceBusNamespace From(MessagingOptions options, Func<TokenCredential> credential) => string.IsNullOrWhiteSpace(options.ConnectionString)
        ? ForIdentity(options, options.FullyQualifiedNamespace ?? throw new ArgumentException("The options were not validated.", nameof(options)), credential())
        : ForConnectionString(options, options.ConnectionString);

    public static ServiceBusNamespace ForIdentity(MessagingOptions options, string host, TokenCredential credential, int port = TlsPort, RemoteCertificateValidationCallback? certificates = null) =>
        new(host, port, usesTls: true, options, client => new ServiceBusClient(host, credential, client)) { Certificates = certificates };

    /// <summary>Each has a connection of its own. Nothing is tried again inside: who calls it knows the deadline, and each attempt's failure is told.</summary>
    /// <param name="answer">Longest time for one operation, with all that it takes to connect.</param>
    public ServiceBusClient CreateClient(TimeSpan answer)
    {
        var client = new ServiceBusClientOptions
        {
            CertificateValidationCallback = Certificates,
            ConnectionIdleTimeout = TimeSpan.FromSeconds(options.IdleTimeoutSeconds),
            RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0, TryTimeout = answer },
        };
        if (UsesTls && Port != TlsPort)
        {
            // Without it the client takes no port but its own.
            client.CustomEndpointAddress = new UriBuilder("amqps", Host, Port).Uri;
        }

        return create(client);
    }

    private static ServiceBusNamespace ForConnectionString(MessagingOptions options, string connectionString)
    {
        var endpoint = ServiceBusConnectionStringProperties.Parse(connectionString).Endpoint;
        var usesTls = !IsEmulator(connectionString);
        var port = endpoint.Port > 0 ? endpoint.Port : usesTls ? TlsPort : PlainPort;
        return new(endpoint.Host, port, usesTls, options, client => new ServiceBusClient(connectionString, client));
    }

    // The client reads this part too and doesn't tell.
    private static bool IsEmulator(string connectionString) => connectionString
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Any(part => part.Equals("UseDevelopmentEmulator=true", StringComparison.OrdinalIgnoreCase));
}
