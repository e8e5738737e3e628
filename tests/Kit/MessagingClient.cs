using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Messaging.DeadLetters;
using Router.Messaging.ServiceBus;

namespace Router.Kit;

/// <summary>The product's own client of the broker, wired as the app wires it.</summary>
internal sealed class MessagingClient : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public MessagingClient(string connectionString)
    {
        var options = new MessagingOptions { ConnectionString = connectionString };
        services = new ServiceCollection()
            .AddMetrics()
            .AddLogging()
            .AddSingleton(Options.Create(options))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(ServiceBusNamespace.From(options, () => throw new InvalidOperationException("There is a connection string.")))
            .AddSingleton<MessagingMetrics>()
            .AddSingleton<LiveClient>()
            .AddSingleton<IMessageSender, ServiceBusMessageSender>()
            .AddSingleton<ServiceBusDeadLetterQueues>()
            .BuildServiceProvider();
    }

    public ServiceBusDeadLetterQueues DeadLetters => services.GetRequiredService<ServiceBusDeadLetterQueues>();

    public IMessageSender Sender => services.GetRequiredService<IMessageSender>();

    /// <summary>Needed for sending only.</summary>
    public Task StartAsync() => services.GetRequiredService<LiveClient>().StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<LiveClient>().StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
