using System.Diagnostics.Metrics;
using System.Net.Security;
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
    private readonly LiveClient live;

    private Client(ServiceProvider services)
    {
        this.services = services;
        live = services.GetRequiredService<LiveClient>();
        Sender = services.GetRequiredService<IMessageSender>();
        Measured = new Measurements(services.GetRequiredService<IMeterFactory>());
    }

    public IMessageSender Sender { get; }

    public Measurements Measured { get; }

    public static Task<Client> StartAsync(ServiceBusEndpoint endpoint, Action<MessagingOptions>? settings = null)
    {
        var options = new MessagingOptions { ConnectionString = endpoint.ConnectionString };
        settings?.Invoke(options);
        return StartAsync(ServiceBusNamespace.From(options, () => throw new InvalidOperationException("There is a connection string.")), options);
    }

    /// <summary>As the app's own identity, which the official client shows over TLS only.</summary>
    public static Task<Client> StartAsync(string host, int tlsPort, TokenCredential credential, RemoteCertificateValidationCallback certificates)
    {
        var options = new MessagingOptions();
        return StartAsync(ServiceBusNamespace.ForIdentity(options, host, credential, tlsPort, certificates), options);
    }

    public Task SendAsync(string queue, params OutboundMessage[] messages) =>
        Sender.SendAsync(queue, messages, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public async Task<MessagingException> RefusedAsync(string queue, params OutboundMessage[] messages) =>
        await Assert.ThrowsAsync<MessagingException>(() => SendAsync(queue, messages));

    public async ValueTask DisposeAsync()
    {
        await live.StopAsync(CancellationToken.None);
        Measured.Dispose();
        await services.DisposeAsync();
    }

    private static async Task<Client> StartAsync(ServiceBusNamespace target, MessagingOptions options)
    {
        var client = new Client(new ServiceCollection()
            .AddMetrics()
            .AddLogging(logs => logs.AddProvider(new TestLog()))
            .AddSingleton(Options.Create(options))
            .AddSingleton(target)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<MessagingMetrics>()
            .AddSingleton<LiveClient>()
            .AddSingleton<IMessageSender, ServiceBusMessageSender>()
            .BuildServiceProvider());
        await client.live.StartAsync(CancellationToken.None);
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
