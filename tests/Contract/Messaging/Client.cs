using System.Diagnostics.Metrics;
using Azure.Core;
using Microsoft.Extensions.Options;
using Router.Contract.Broker;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Contract.Messaging;

/// <summary>The product's own client, wired as the app wires it.</summary>
internal sealed class Client : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly SharedConnection connection;

    private Client(ServiceProvider services)
    {
        this.services = services;
        connection = services.GetRequiredService<SharedConnection>();
        Sender = services.GetRequiredService<IMessageSender>();
        Measured = new Measurements(services.GetRequiredService<IMeterFactory>());
    }

    public IMessageSender Sender { get; }

    public Measurements Measured { get; }

    public static Task<Client> StartAsync(ServiceBusEndpoint endpoint, Action<MessagingOptions>? settings = null, TimeProvider? clock = null)
    {
        var options = new MessagingOptions { ConnectionString = endpoint.ConnectionString };
        settings?.Invoke(options);
        return StartAsync(ServiceBusNamespace.From(options, () => throw new InvalidOperationException("There is a connection string."), clock ?? TimeProvider.System), options, clock);
    }

    public static Task<Client> StartAsync(ServiceBusEndpoint endpoint, TokenCredential credential) => StartAsync(
        ServiceBusNamespace.ForIdentity(endpoint.Host, credential, new Amqp.Address($"amqp://{endpoint.Host}:{endpoint.Port}")), new MessagingOptions(), null);

    public Task SendAsync(string queue, params OutboundMessage[] messages) =>
        Sender.SendAsync(queue, messages, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public async Task<MessagingException> RefusedAsync(string queue, params OutboundMessage[] messages) =>
        await Assert.ThrowsAsync<MessagingException>(() => SendAsync(queue, messages));

    public async ValueTask DisposeAsync()
    {
        await connection.StopAsync(CancellationToken.None);
        Measured.Dispose();
        await services.DisposeAsync();
    }

    private static async Task<Client> StartAsync(ServiceBusNamespace target, MessagingOptions options, TimeProvider? clock)
    {
        var client = new Client(new ServiceCollection()
            .AddMetrics()
            .AddLogging(logs => logs.AddProvider(new TestLog()))
            .AddSingleton(Options.Create(options))
            .AddSingleton(target)
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<MessagingMetrics>()
            .AddSingleton<SharedConnection>()
            .AddSingleton<IMessageSender, AmqpMessageSender>()
            .BuildServiceProvider());
        await client.connection.StartAsync(CancellationToken.None);
        return client;
    }

    private sealed class TestLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            TestContext.Current.SendDiagnosticMessage(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
