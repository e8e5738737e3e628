using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Router.Broker;

namespace Router.Contract.Broker.DotNet;

/// <summary>
/// Where the suites of the official .NET client run: the namespace that <see cref="ServiceBusEndpoint.Variable"/> names, or a local broker.
/// Each test makes the entities that it needs and shares them with no other; they go when the suite ends.
/// </summary>
public class ServiceBusNamespace : IAsyncLifetime
{
    /// <summary>How long to wait for what has to come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for what must not come.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    // The official emulator's, which a connection string for messaging doesn't name.
    private const int EmulatorAdministrationPort = 5300;
    private readonly ServiceBusEndpoint? named = ServiceBusEndpoint.FromEnvironment();
    private readonly ConcurrentBag<string> queues = [];
    private readonly ConcurrentBag<string> topics = [];
    private readonly string prefix = "dotnet-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private BrokerServer? local;
    private int made;

    public bool IsLocal => named is null;

    public string ConnectionString => (named ?? Brokers.EndpointOf(local!)).ConnectionString;

    public string AdministrationConnectionString => named is { Tls: true }
        ? named.ConnectionString
        : (named ?? Brokers.EndpointOf(local!)) is var endpoint ? (endpoint with { Port = local?.HttpPort ?? EmulatorAdministrationPort }).ConnectionString : "";

    public ServiceBusClient Client { get; private set; } = null!;

    public ServiceBusAdministrationClient Administration { get; private set; } = null!;

    protected BrokerServer? Local => local;

    public static ServiceBusClientOptions Options(TimeSpan? tryTimeout = null) =>
        new() { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0, TryTimeout = tryTimeout ?? Patience } };

    /// <summary>A client of its own, for what needs a short patience or another connection.</summary>
    public ServiceBusClient NewClient(TimeSpan? tryTimeout = null) => new(ConnectionString, Options(tryTimeout));

    public string NewName() => $"{prefix}-{Interlocked.Increment(ref made)}";

    public async Task<string> QueueAsync(Action<CreateQueueOptions>? configure = null)
    {
        var options = new CreateQueueOptions(NewName());
        configure?.Invoke(options);
        queues.Add(options.Name);
        await Administration.CreateQueueAsync(options, TestContext.Current.CancellationToken);
        return options.Name;
    }

    public Task<string> SessionQueueAsync() => QueueAsync(options => options.RequiresSession = true);

    public async Task<string> TopicAsync(Action<CreateTopicOptions>? configure = null)
    {
        var options = new CreateTopicOptions(NewName());
        configure?.Invoke(options);
        topics.Add(options.Name);
        await Administration.CreateTopicAsync(options, TestContext.Current.CancellationToken);
        return options.Name;
    }

    public async Task<string> SubscriptionAsync(string topic, CreateRuleOptions? rule = null, Action<CreateSubscriptionOptions>? configure = null)
    {
        var options = new CreateSubscriptionOptions(topic, $"s{Interlocked.Increment(ref made)}");
        configure?.Invoke(options);
        await (rule is null
            ? Administration.CreateSubscriptionAsync(options, TestContext.Current.CancellationToken)
            : Administration.CreateSubscriptionAsync(options, rule, TestContext.Current.CancellationToken));
        return options.SubscriptionName;
    }

    /// <summary>Removed with the suite, though a test made it by itself.</summary>
    public void Adopt(string? queue = null, string? topic = null)
    {
        if (queue is not null)
            queues.Add(queue);
        if (topic is not null)
            topics.Add(topic);
    }

    public async ValueTask InitializeAsync()
    {
        if (IsLocal)
            local = await StartAsync();
        Client = NewClient();
        Administration = new ServiceBusAdministrationClient(AdministrationConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (IsLocal)
            await StopAsync();
        else
            await CleanAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<BrokerServer> StartAsync() => SharedBroker.AcquireAsync();

    protected virtual Task StopAsync() => SharedBroker.ReleaseAsync();

    private async Task CleanAsync()
    {
        foreach (var queue in queues)
            await IgnoreMissingAsync(Administration.DeleteQueueAsync(queue));
        foreach (var topic in topics)
            await IgnoreMissingAsync(Administration.DeleteTopicAsync(topic));
    }

    private static async Task IgnoreMissingAsync(Task deleting)
    {
        try
        {
            await deleting;
        }
        catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            // The test has deleted it.
        }
    }
}
