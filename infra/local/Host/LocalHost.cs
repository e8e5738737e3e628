using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Handler;
using Router.FunctionsHost.Http;
using Router.FunctionsHost.Queues;
using Router.FunctionsHost.Timers;

namespace Router.FunctionsHost;

/// <summary>The whole host: HTTP front, custom handler, queue and timer listeners; started in this order and stopped as the real one stops.</summary>
internal sealed partial class LocalHost : IAsyncDisposable
{
    private readonly AppDefinition app;
    private readonly TimeSpan stopPatience;
    private readonly HandlerClient client = new(HandlerClient.FreePort());
    private readonly HandlerSupervisor handler;
    private readonly HttpFront front;
    private readonly TimeProvider time;
    private readonly ILogger<LocalHost> log;
    private readonly IReadOnlyList<TimerListener> timers;
    private readonly IReadOnlyList<QueueListener> queues;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource killed = new();
    private Task<string?> handlerLife = Task.FromResult<string?>(null);
    private Task listening = Task.CompletedTask;

    public LocalHost(HostOptions options, AppDefinition app, Func<string, IQueueConnector> connect, TimeProvider time, ILoggerFactory logs)
    {
        this.app = app;
        this.time = time;
        stopPatience = options.StopPatience;
        log = logs.CreateLogger<LocalHost>();
        front = new HttpFront(options.Port, app.Configuration.RoutePrefix, app.Settings[HostSettings.AdminKey], logs);
        handler = new HandlerSupervisor(
            new HandlerCommand(app.Configuration.Handler, options.AppRoot, app.Settings, () => front.Address), client, new RestartPolicy(options.MaxRestarts, options.RestartWindow), time, logs.CreateLogger<HandlerSupervisor>());
        var invoker = new FunctionInvoker(handler, client, app.Configuration.FunctionTimeout, time, logs.CreateLogger<FunctionInvoker>());
        Task<bool> Invoke(string function, byte[] payload) => invoker.InvokeAsync(function, payload, killed.Token);
        var statuses = new TimerStatusFile(Path.Combine(options.StateDirectory, "timers"));
        timers = [.. app.Functions.OfType<FunctionDefinition.Timer>().Select(function => new TimerListener(function, statuses, Invoke, time, logs.CreateLogger<TimerListener>()))];
        queues = [.. app.Functions.OfType<FunctionDefinition.Queue>().Select(function =>
            new QueueListener(function, connect(app.Settings.Connection(function.Connection)), Invoke, app.Configuration, time, logs.CreateLogger<QueueListener>()))];
        var forwarder = new HttpForwarder(handler, client, app.Configuration.FunctionTimeout, time, logs.CreateLogger<HttpForwarder>());
        front.Map(app.Functions.OfType<FunctionDefinition.Http>(), forwarder, timers);
    }

    public string Address => front.Address;

    /// <summary>Why the handler will not come back; completes only when it does not, or when the host stops (with nothing).</summary>
    public Task<string?> HandlerLife => handlerLife;

    public async Task StartAsync(CancellationToken cancellation)
    {
        await front.StartAsync(cancellation);
        handlerLife = handler.RunAsync(stopping.Token);
        await Task.WhenAny(handlerLife, handler.WaitUntilReadyAsync(cancellation));
        if (handlerLife.IsCompleted)
        {
            throw new HostException(await handlerLife ?? "The host was stopped while it started.");
        }

        await handler.WaitUntilReadyAsync(cancellation);
        listening = Task.WhenAll([.. timers.Select(timer => timer.RunAsync(stopping.Token)), .. queues.Select(queue => queue.RunAsync(stopping.Token))]);
        Log.Started(log, app.Functions.Count, Address);
    }

    /// <summary>Calls a timer out of turn.</summary>
    public Task CallTimerAsync(string function) => timers.Single(timer => timer.Function == function).CallNowAsync();

    /// <summary>Listeners stop, calls in flight get ten seconds, then the handler is killed without a signal it could catch.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAny(Task.WhenAll(front.StopAsync(stopPatience), listening), Task.Delay(stopPatience, time, CancellationToken.None));
        handler.Kill();
        await handlerLife.ContinueWith(_ => { }, TaskScheduler.Default);
        await killed.CancelAsync();
        await listening;
        Log.Stopped(log);
    }

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        foreach (IDisposable owned in (IDisposable[])[.. timers, .. queues, client, stopping, killed])
        {
            owned.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(60, LogLevel.Information, "Host started with {Functions} functions on {Address}")]
        public static partial void Started(ILogger logger, int functions, string address);

        [LoggerMessage(61, LogLevel.Information, "Host stopped")]
        public static partial void Stopped(ILogger logger);
    }
}
