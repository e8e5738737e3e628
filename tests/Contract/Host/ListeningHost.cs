using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using Router.Contract.Broker;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Queues;
using Router.Unit.Host.Harness;

namespace Router.Contract.Host;

/// <summary>The part of the host that reads a queue; each message waits for the test to say how its function ended.</summary>
internal sealed class ListeningHost : IAsyncDisposable
{
    private readonly Channel<Call> calls = Channel.CreateUnbounded<Call>();
    private readonly ILoggerFactory logs;
    private IQueueReader? reader;
    private Task? stopping;

    public ListeningHost() => logs = LoggerFactory.Create(builder => builder.AddProvider(Lines));

    public HostLines Lines { get; } = new();

    public async Task ListenAsync(ServiceBusEndpoint endpoint, string queue, int concurrency = 1, TimeSpan? longestRenewal = null, TimeSpan? idle = null, int retries = 20)
    {
        reader = new ServiceBusConnector(TimeProvider.System, logs) { Idle = idle ?? ServiceBusConnector.DefaultIdle, Retries = retries }.Connect(
            new FunctionDefinition.Queue("F", "message", queue, "ServiceBus", QueueDataType.Binary),
            endpoint.ConnectionString,
            new HostConfiguration { MaxConcurrentCalls = concurrency, MaxAutoLockRenewal = longestRenewal ?? TimeSpan.FromMinutes(5) });
        await reader.StartAsync(HandleAsync, TestContext.Current.CancellationToken);
    }

    public Task<Call> NextCallAsync(TimeSpan? atMost = null) =>
        calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(atMost ?? ServiceBusDriver.Patience, TestContext.Current.CancellationToken);

    public Task StopAsync() => stopping ??= reader?.StopAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        while (calls.Reader.TryRead(out var open))
        {
            open.Fail();
        }

        await StopAsync();
        if (reader is not null)
        {
            await reader.DisposeAsync();
        }

        logs.Dispose();
    }

    private Task<bool> HandleAsync(ServiceBusReceivedMessage message)
    {
        var call = new Call(message);
        calls.Writer.TryWrite(call);
        return call.Outcome;
    }

    internal sealed class Call(ServiceBusReceivedMessage message)
    {
        private readonly TaskCompletionSource<bool> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ServiceBusReceivedMessage Message => message;

        public Task<bool> Outcome => outcome.Task;

        public void Succeed() => outcome.TrySetResult(true);

        public void Fail() => outcome.TrySetResult(false);
    }
}
