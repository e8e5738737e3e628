using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Http;
using Router.FunctionsHost.Invocations;
using Router.FunctionsHost.Protocol;
using Router.FunctionsHost.Queues;
using Router.FunctionsHost.Timers;
using Router.FunctionsHost.Worker;

namespace Router.FunctionsHost;

/// <summary>The whole host: HTTP front, worker, queue and timer listeners; started in this order and stopped as the real one stops.</summary>
internal sealed partial class LocalHost : IAsyncDisposable
{
    private readonly HostOptions options;
    private readonly AppDefinition app;
    private readonly IQueueConnector connector;
    private readonly TimeProvider time;
    private readonly ILoggerFactory logs;
    private readonly ILogger<LocalHost> log;
    private readonly FrameLog frames;
    private readonly HttpFront front;
    private readonly WorkerEndpoint endpoint;
    private readonly WorkerStarter starter;
    private readonly WorkerSupervisor worker;
    private readonly FunctionInvoker invoker;
    private readonly HttpProxy proxy;
    private readonly List<TimerListener> timers = [];
    private readonly List<IQueueReader> queues = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource killed = new();
    private Task<string?> workerLife = Task.FromResult<string?>(null);
    private Task listening = Task.CompletedTask;

    public LocalHost(HostOptions options, AppDefinition app, IQueueConnector connector, TimeProvider time, ILoggerFactory logs)
    {
        this.options = options;
        this.app = app;
        this.connector = connector;
        this.time = time;
        this.logs = logs;
        log = logs.CreateLogger<LocalHost>();
        frames = options.FramesFile is { } file ? FrameLog.To(file) : FrameLog.None;
        front = new HttpFront(options.Port, app.Settings[HostSettings.AdminKey], time, logs);
        endpoint = new WorkerEndpoint(logs);
        var command = new WorkerCommand(app.Worker, options.AppRoot, app.Settings, () => endpoint.Address, () => front.Address);
        starter = new WorkerStarter(endpoint, command, new FunctionReader(app.Settings, options.Schedules), frames, time, logs);
        worker = new WorkerSupervisor(starter, new RestartPolicy(options.MaxRestarts, options.RestartWindow), time, logs.CreateLogger<WorkerSupervisor>());
        invoker = new FunctionInvoker(worker, app.Configuration.FunctionTimeout, time, logs.CreateLogger<FunctionInvoker>());
        proxy = new HttpProxy(front.Forwarder, worker, app.Configuration.FunctionTimeout, time, logs.CreateLogger<HttpProxy>());
    }

    public string Address => front.Address;

    /// <summary>Why the worker will not come back; completes only when it does not, or when the host stops (with nothing).</summary>
    public Task<string?> WorkerLife => workerLife;

    public async Task StartAsync(CancellationToken cancellation)
    {
        await front.StartAsync(cancellation);
        await endpoint.StartAsync(cancellation);
        workerLife = worker.RunAsync(stopping.Token);
        await Task.WhenAny(workerLife, worker.WaitUntilReadyAsync(cancellation));
        if (workerLife.IsCompleted)
        {
            throw new HostException(await workerLife ?? "The host was stopped while it started.");
        }

        await worker.WaitUntilReadyAsync(cancellation);
        await ListenAsync(await starter.Functions, cancellation);
    }

    /// <summary>Calls a timer out of turn.</summary>
    public Task CallTimerAsync(string function) => timers.Single(timer => timer.Function == function).CallNowAsync();

    /// <summary>Listeners stop, calls in flight get ten seconds, then the worker is asked to end and, five seconds later, killed.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        var drained = Task.WhenAll([front.StopAsync(options.StopPatience), listening, .. queues.Select(queue => queue.StopAsync())]);
        await Task.WhenAny(drained, Task.Delay(options.StopPatience, time, CancellationToken.None));
        await worker.EndAsync();
        await workerLife.ContinueWith(_ => { }, TaskScheduler.Default);
        await killed.CancelAsync();
        await drained;
        Log.Stopped(log);
    }

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        await endpoint.DisposeAsync();
        foreach (var queue in queues)
        {
            await queue.DisposeAsync();
        }

        foreach (IDisposable owned in (IDisposable[])[.. timers, proxy, frames, stopping, killed])
        {
            owned.Dispose();
        }
    }

    private async Task ListenAsync(IReadOnlyList<FunctionDefinition> functions, CancellationToken cancellation)
    {
        var statuses = new TimerStatusFile(Path.Combine(options.StateDirectory, "timers"));
        timers.AddRange(functions.OfType<FunctionDefinition.Timer>().Select(function =>
            new TimerListener(function, statuses, call => InvokeAsync(function, call), time, logs.CreateLogger<TimerListener>())));
        front.Open(app.Configuration.RoutePrefix, functions.OfType<FunctionDefinition.Http>(), proxy, timers);
        listening = Task.WhenAll(timers.Select(timer => timer.RunAsync(stopping.Token)));
        foreach (var function in functions.OfType<FunctionDefinition.Queue>())
        {
            var queue = connector.Connect(function, app.Settings.Connection(function.Connection), app.Configuration);
            queues.Add(queue);
            await queue.StartAsync(message => InvokeAsync(function, QueueInvocation.Create(function, message)), cancellation);
        }

        Log.Started(log, functions.Count, Address);
    }

    private Task<bool> InvokeAsync(FunctionDefinition function, InvocationRequest call) => invoker.InvokeAsync(function.Name, call, killed.Token);

    private static partial class Log
    {
        [LoggerMessage(60, LogLevel.Information, "Host started with {Functions} functions on {Address}")]
        public static partial void Started(ILogger logger, int functions, string address);

        [LoggerMessage(61, LogLevel.Information, "Host stopped")]
        public static partial void Stopped(ILogger logger);
    }
}
