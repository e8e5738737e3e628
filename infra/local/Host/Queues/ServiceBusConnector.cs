using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;

namespace Router.FunctionsHost.Queues;

/// <summary>Connects with Azure's own client. Its defaults wait a minute for a broker that is away; here it is back within seconds of the broker.</summary>
internal sealed class ServiceBusConnector(TimeProvider time, ILoggerFactory logs) : IQueueConnector
{
    public static TimeSpan DefaultIdle { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the peer may be silent before it is taken to be gone.</summary>
    public TimeSpan Idle { get; init; } = DefaultIdle;

    /// <summary>How often something is tried before its fault is told.</summary>
    public int Retries { get; init; } = 20;

    public IQueueReader Connect(FunctionDefinition.Queue function, string connection, HostConfiguration configuration)
    {
        try
        {
            var client = new ServiceBusClient(connection, new ServiceBusClientOptions
            {
                Identifier = $"router-host-{function.Name}",
                ConnectionIdleTimeout = Idle,
                RetryOptions = new ServiceBusRetryOptions
                {
                    Mode = ServiceBusRetryMode.Exponential,
                    TryTimeout = TimeSpan.FromSeconds(2.5),
                    MaxRetries = Retries,
                    Delay = TimeSpan.FromMilliseconds(100),
                    MaxDelay = TimeSpan.FromSeconds(1),
                },
            });
            return new ServiceBusQueueReader(function, client, configuration, time, logs.CreateLogger<ServiceBusQueueReader>());
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new HostException($"The setting '{function.Connection}' is not a Service Bus connection string: {e.Message}", e);
        }
    }
}
