using Amqp;
using Azure.Core;

namespace Router.Messaging.ServiceBus;

/// <summary>The namespace to speak to, and who proves to it that we may.</summary>
internal sealed class ServiceBusNamespace
{
    private const int AmqpsPort = 5671;
    private const int AmqpPort = 5672;

    private ServiceBusNamespace(string host, Address address, ITokenSource tokens)
    {
        Host = host;
        Address = address;
        Tokens = tokens;
    }

    public string Host { get; }

    public Address Address { get; }

    public ITokenSource Tokens { get; }

    /// <param name="options">Validated: a connection string, or the name of a namespace.</param>
    /// <param name="credential">Asked for only where there is no connection string.</param>
    /// <param name="time">The clock that tokens run by.</param>
    public static ServiceBusNamespace From(MessagingOptions options, Func<TokenCredential> credential, TimeProvider time) =>
        ServiceBusConnectionString.TryParse(options.ConnectionString, out var target)
            ? new(target.Endpoint.Host, AddressOf(target), new SharedAccessTokens(target, time))
            : ForIdentity(options.FullyQualifiedNamespace ?? throw new ArgumentException("The options were not validated.", nameof(options)), credential());

    public static ServiceBusNamespace ForIdentity(string host, TokenCredential credential, Address? address = null) =>
        new(host, address ?? Secure(host, AmqpsPort), new EntraTokens(credential));

    /// <summary>The resource a token is for.</summary>
    public string AudienceOf(string entity) => $"amqp://{Host}/{entity}";

    private static Address AddressOf(ServiceBusConnectionString target) => target.IsEmulator
        ? new Address($"amqp://{target.Endpoint.Host}:{(target.Endpoint.Port > 0 ? target.Endpoint.Port : AmqpPort)}")
        : Secure(target.Endpoint.Host, target.Endpoint.Port > 0 ? target.Endpoint.Port : AmqpsPort);

    // The library offers the address's host name to the server (SNI) and checks the certificate against it.
    private static Address Secure(string host, int port) => new($"amqps://{host}:{port}");
}
