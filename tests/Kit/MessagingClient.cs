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
            .AddSingleton(ServiceBusNamespace.From(options, () => throw new InvalidOperationException("There is a connection string."), TimeProvider.System))
            .AddSingleton<MessagingMetrics>()
            .AddSingleton<SharedConnection>()
            .AddSingleton<IMessageSender, AmqpMessageSender>()
            .AddSingleton<AmqpDeadLetterQueues>()
            .BuildServiceProvider();
    }

    public AmqpDeadLetterQueues DeadLetters => services.GetRequiredService<AmqpDeadLetterQueues>();

    public IMessageSender Sender => services.GetRequiredService<IMessageSender>();

    /// <summary>Needed for sending only.</summary>
    public Task StartAsync() => services.GetRequiredService<SharedConnection>().StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<SharedConnection>().StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
