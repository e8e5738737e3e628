using Router.Runner.Settings;

namespace Router.Runner.Stack;

/// <summary>Everything Router needs on this machine, started in the order of need and ended the other way round.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    private readonly List<ChildService> services = [];
    private readonly Progress progress;
    private readonly string logs;
    private readonly bool echo;
    private readonly TimeProvider time;

    private LocalStack(string logs, bool echo, Progress progress, TimeProvider time)
    {
        this.logs = logs;
        this.echo = echo;
        this.progress = progress;
        this.time = time;
    }

    public static async Task<LocalStack> StartAsync(Checkout checkout, StackSettings settings, RunnerOptions options, string data, Progress progress, TimeProvider time, CancellationToken cancellation)
    {
        settings.Ports.DemandFree();
        var stack = new LocalStack(Path.Combine(data, "logs"), options.Verbose, progress, time);
        try
        {
            await stack.StartAllAsync(checkout, settings, new StackServices(
                checkout, settings, options.SettingsFile ?? checkout.DefaultSettings, options.AppRoot ?? checkout.BuildOf("Router.Functions"), data), cancellation);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes with what to say when one of the processes ends of its own accord.</summary>
    public async Task<string> WaitForEndAsync(CancellationToken cancellation)
    {
        var ended = await Task.WhenAny(services.Select(service => service.Exited)).WaitAsync(cancellation);
        var service = services.First(service => service.Exited == ended);
        return $"{service.Name} ended unexpectedly. Its last lines:{Environment.NewLine}{service.Tail()}";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(services))
        {
            await service.DisposeAsync();
        }

        services.Clear();
    }

    private async Task StartAllAsync(Checkout checkout, StackSettings settings, StackServices definitions, CancellationToken cancellation)
    {
        var first = new List<Task>();
        if (settings.WantsAzurite)
        {
            await AzuriteInstall.EnsureAsync(checkout.AzuriteFolder, progress, cancellation);
            first.Add(StartAsync(definitions.Azurite(), $"storage emulator on ports {settings.Ports.Blob}, {settings.Ports.Queue} and {settings.Ports.Table}", cancellation));
        }

        if (settings.WantsBroker)
        {
            first.Add(StartAsync(definitions.Broker(), $"Service Bus broker on port {settings.Ports.Broker}, its page on http://127.0.0.1:{settings.Ports.BrokerHttp}", cancellation));
        }

        if (settings.Mailbox is { } mailbox)
        {
            first.Add(StartAsync(definitions.Mailbox(mailbox), $"mailbox in {mailbox}, what is sent in {Path.Combine(mailbox, "sent")}", cancellation));
        }

        await Task.WhenAll(first);
        await StartAsync(definitions.Host(), $"Functions host and app on http://127.0.0.1:{settings.Ports.Site}", cancellation);
    }

    private async Task StartAsync(ServiceDefinition definition, string what, CancellationToken cancellation)
    {
        var service = await ChildService.StartAsync(definition, logs, echo, time, cancellation);
        lock (services)
        {
            services.Add(service);
        }

        progress.Say("Ready: " + what);
    }
}
