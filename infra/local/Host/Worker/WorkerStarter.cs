using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Worker;

/// <summary>Takes a new worker from its first word to the point where it can be called: stream, initialization, functions, HTTP.</summary>
internal sealed class WorkerStarter(WorkerEndpoint endpoint, WorkerCommand command, FunctionReader reader, FrameLog frames, TimeProvider time, ILoggerFactory logs)
{
    // The real host's figures.
    private static readonly TimeSpan StartupTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan InitializationTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(25);

    private readonly TaskCompletionSource<IReadOnlyList<FunctionDefinition>> functions = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the first worker said; later ones are told to load the same.</summary>
    public Task<IReadOnlyList<FunctionDefinition>> Functions => functions.Task;

    public WorkerChannel NewChannel()
    {
        var channel = new WorkerChannel(InvocationIds.New(), frames, logs.CreateLogger<WorkerChannel>());
        endpoint.Expect(channel);
        return channel;
    }

    public ProcessStartInfo Command(WorkerChannel channel) => command.For(channel.WorkerId);

    public async Task PrepareAsync(WorkerRun run, CancellationToken stop)
    {
        var channel = run.Channel;
        await Task.WhenAny(channel.Opened, channel.Closed).WaitAsync(StartupTimeout, time, stop);
        using var timeout = new CancellationTokenSource(InitializationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            var answer = await channel.InitializeAsync(command.AppRoot, either.Token);
            if (!functions.Task.IsCompleted)
            {
                functions.SetResult(await ListAsync(channel, either.Token));
            }

            await Task.WhenAll((await functions.Task).Select(function => channel.LoadAsync(WithBindings(function.Metadata), either.Token)));
            if (answer.Capabilities.TryGetValue("HttpUri", out var address))
            {
                run.HttpAddress = new Uri(address);
                await UntilListeningAsync(run.HttpAddress, either.Token);
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException($"The worker was not initialized within {InitializationTimeout.TotalSeconds:0} s.");
        }
    }

    private async Task<IReadOnlyList<FunctionDefinition>> ListAsync(WorkerChannel channel, CancellationToken cancellation)
    {
        var answer = await channel.ListFunctionsAsync(command.AppRoot, cancellation);
        IEnumerable<RpcFunctionMetadata> listed = answer.UseDefaultMetadataIndexing ? MetadataFile.Read(command.AppRoot) : answer.FunctionMetadataResults;

        // By name, as the real host orders them: routes are matched in this order.
        return [.. listed.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Select(reader.Read).OfType<FunctionDefinition>()];
    }

    private static RpcFunctionMetadata WithBindings(RpcFunctionMetadata listed)
    {
        var function = listed.Clone();
        function.RawBindings.Clear();
        foreach (var binding in listed.RawBindings)
        {
            var (name, info) = BindingInfos.Read(binding);
            function.Bindings[name] = info;
        }

        return function;
    }

    // The worker says its address before its web server listens there.
    private async Task UntilListeningAsync(Uri address, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address.Host, address.Port, cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(PollEvery, time, cancellation);
            }
        }
    }
}
